"""Read the archives of X, formerly Twitter, of all its eras."""

from withhold.observe.archives.x.read import FORMAT

__all__ = ["FORMAT"]
