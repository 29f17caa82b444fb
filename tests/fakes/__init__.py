"""Stand-ins for the ports, that behave."""
