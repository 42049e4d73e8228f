"""On whose word: quotations, reports of speech, and the chains of voices they make (CODEBOOK 7)."""
