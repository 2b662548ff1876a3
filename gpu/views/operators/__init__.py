"""Pages of those who keep GPU sites."""
