"""Keeping and erasing: what is kept how long, what is held back, what was done."""
