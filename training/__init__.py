"""Training of the language model, and the mark-up of the open corpus (`training.corpus`); see README.md. Needs torch."""
