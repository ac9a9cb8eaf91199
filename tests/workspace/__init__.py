"""What people do and look at in a workspace."""
