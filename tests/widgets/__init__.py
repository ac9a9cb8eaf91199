"""What the widgets show and say, seen through Textual's pilot."""
