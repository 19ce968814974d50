"""Every way in which the report's texts and editions change (柒)."""
