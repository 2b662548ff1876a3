"""The API of keeping and erasing."""
