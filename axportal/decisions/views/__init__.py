"""Pages of rankings, decisions, letters and objections."""
