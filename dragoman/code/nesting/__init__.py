"""What is the content of what: demands, refusals, promises, threats and accusations hold events (CODEBOOK 4)."""
