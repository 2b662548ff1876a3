"""Forms of GPU sites. They check what was typed; services write."""
