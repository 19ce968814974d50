"""The pages of the committee chapter."""
