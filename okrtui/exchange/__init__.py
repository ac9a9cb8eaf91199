"""Formats in which a workspace is exported, imported and reported."""
