"""Read what platforms' policies said, from records that others made."""
