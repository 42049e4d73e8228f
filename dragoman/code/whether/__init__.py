"""Whether it happened: status from negation, modals, governing words, and from acts that are done by telling them (CODEBOOK 3)."""
