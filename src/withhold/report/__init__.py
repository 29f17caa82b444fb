"""Pure: findings to views, tables and JSON."""
