"""Read and check the facts; answer what is known about a platform."""
