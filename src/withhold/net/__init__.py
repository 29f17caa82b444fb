"""Fetch what is public from the network: the only room that opens a connection."""
