"""Public pages. All read; none needs a sign-in."""
