"""Which days a phrase means, by rules of dates.yml, against the publication or the story."""
