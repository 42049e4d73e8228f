"""What happened: the words that carry an event, by the lexicon and by the learned heads, and how many it befell (CODEBOOK 1 and 2)."""
