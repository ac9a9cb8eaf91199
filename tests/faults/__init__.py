"""Faults on purpose: processes that are killed, files that are damaged, folders that go away."""
