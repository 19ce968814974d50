"""Forms of 伍三."""
