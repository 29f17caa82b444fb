"""Look at the world through a port, and say what was seen."""
