"""Run read recipes: find one control on a page and read it."""
