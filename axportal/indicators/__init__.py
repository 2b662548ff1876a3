"""What the programme is measured by. Plans, rates and reported values come later; here are the counted figures."""
