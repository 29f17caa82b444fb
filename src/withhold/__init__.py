"""Withhold keeps a person's social-media life out of AI training."""

__version__ = "0.1.0"
