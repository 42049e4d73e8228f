"""What Dragoman knows: lexicon, world book and gazetteer, as files that an analyst can edit."""
