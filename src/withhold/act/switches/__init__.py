"""Switch one control, and prove it by a fresh read."""
