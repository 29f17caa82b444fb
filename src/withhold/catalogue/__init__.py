"""Read and check the facts; answer what is known about a platform."""

from withhold.catalogue.load import Loaded, load, load_all

__all__ = ["Loaded", "load", "load_all"]
