"""Forms of 伍五."""
