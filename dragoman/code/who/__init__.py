"""Who did it to whom: the parties of a claim, in its clause, beside it, or understood from the report (CODEBOOK 5)."""
