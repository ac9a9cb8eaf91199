"""The full-screen app's screens, one file each, their styles beside them."""
