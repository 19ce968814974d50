"""The pages of signing in, passwords and one's own account."""
