"""Forms of 伍四."""
