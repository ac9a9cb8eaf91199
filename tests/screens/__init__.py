"""The screens of the app, driven by their keys."""
