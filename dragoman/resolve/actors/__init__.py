"""Who is named: states, bodies, persons and role nouns, each by the world book or as a name."""
