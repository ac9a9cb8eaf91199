"""okrtui: OKRs in the terminal, local first."""

__version__ = "0.1.0"
