"""Reusable widgets: plain values in, messages out. They know okr's values at most, and no storage."""
