"""The API of GPU sites."""
