"""A case on paper, as blocks for PDF and ODT, in the plan's own language (G-13)."""

from impact_assessment.documents.case import case_document

__all__ = ["case_document"]
