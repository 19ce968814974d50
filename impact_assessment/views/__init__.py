"""Pages of 伍四."""
