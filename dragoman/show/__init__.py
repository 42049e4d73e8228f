"""Everything to a reader: the command line, tables, the report page and the exchange formats."""
