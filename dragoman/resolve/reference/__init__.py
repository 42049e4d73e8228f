"""Who is meant by words that take up somebody named before: pronouns, descriptions, pairs, turns of talk."""
