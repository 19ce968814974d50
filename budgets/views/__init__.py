"""Pages of 伍五."""
