"""What calls reach outside the portal for."""
