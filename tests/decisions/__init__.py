"""Rankings, decisions and objections."""
