"""The forms of the committee chapter."""
