"""The statistics tables of the report (domain 2.1, T7 – T8)."""
