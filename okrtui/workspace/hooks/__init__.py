"""Hooks, as git has them: programs of one's own that run when something has happened. docs/hooks.md says how."""
