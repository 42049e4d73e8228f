"""Commands that build data files of the package from open data; nobody needs them to use it."""
