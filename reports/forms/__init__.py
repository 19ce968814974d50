"""Forms of the report's texts and editions."""
