"""Which place a name means, by the gazetteer and what stands beside it, or none."""
