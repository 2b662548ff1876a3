"""Writes: telling people, keeping what they chose, digests, and reports of mail that came back."""
