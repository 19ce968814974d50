"""Forms of 陸."""
