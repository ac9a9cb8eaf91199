"""Faults on purpose: processes killed in the middle of their work."""
