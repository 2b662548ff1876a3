"""Pages of GPU sites."""
