"""Pages of 伍三."""
