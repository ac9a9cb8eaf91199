"""The one door to a workspace: commands, queries and change events."""
