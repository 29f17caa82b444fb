"""What every room may use and nothing more: the standard library only."""
