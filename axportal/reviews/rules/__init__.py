"""The rules of reviewing: the pledge, points, conflicts in words."""
