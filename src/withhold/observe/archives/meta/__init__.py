"""Read what Facebook's and Instagram's exports have in common: no format of its own."""
