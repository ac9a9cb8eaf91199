"""Benchmarks: what okrtui takes, beside a baseline measured in the same run. `make bench` runs them; no test does."""
