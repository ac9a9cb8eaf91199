"""A lifelike example company, written by its own people."""
