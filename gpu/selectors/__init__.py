"""Reads of GPU sites: how fresh they are, what stands and runs there, what was, what is out of service."""
