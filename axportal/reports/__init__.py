"""Reports made by the workers: frozen, kept, never overwritten."""
