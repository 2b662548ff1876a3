"""Rules about GPU resources, each in one place; none of them reads the database."""
