"""Companies that the coach finds nothing about, and ones with every common mistake, built by commands alone."""
