"""The arithmetic of a decision: scores, ranks and the line, from raw points and a version of the rules."""
