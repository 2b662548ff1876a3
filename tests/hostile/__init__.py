"""Files and bodies made to do harm, sent to every door that takes any (goal R22)."""
