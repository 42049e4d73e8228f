"""Where it happened: the place that a claim's sentence, or the report, connects with it (CODEBOOK 5)."""
