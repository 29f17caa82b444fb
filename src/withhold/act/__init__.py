"""Change what was approved, and nothing else."""
