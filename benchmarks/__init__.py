"""Commands that print figures; quality and speed live here, never in timed tests."""
