"""When it happened: the date that governs a claim, in its sentence or told elsewhere (CODEBOOK 6)."""
