"""Pages of 陸."""
