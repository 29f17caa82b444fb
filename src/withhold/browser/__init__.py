"""The port to a browser: the only room that drives one."""
