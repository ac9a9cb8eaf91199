"""The subject itself: kinds, numbers, progress, status, scores, alignment, cadence. Pure."""
