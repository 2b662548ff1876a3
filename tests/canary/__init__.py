"""Secrets that nothing may keep, typed into a running portal and then searched (`make canary`, goal R25)."""
