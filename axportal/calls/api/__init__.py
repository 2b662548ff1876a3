"""The API of calls and applications."""
