"""Read the archives that platforms give: one module a format, found by its place."""
