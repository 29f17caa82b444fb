"""The dashboard: pages on this machine, for this person alone."""
