"""What the public pages show, as frozen rows: templates ask the database nothing."""
