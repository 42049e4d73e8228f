"""A sentence's tree, mended where the model is known to slip, and what the coder asks of it."""
