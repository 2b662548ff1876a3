"""What kinds of notice there are, and what a mail server's report of a failure says."""
