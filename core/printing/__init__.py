"""What leaves the house on paper: HTML printed as PDF, a document as PDF and ODT, papers bound into one pack."""

from core.printing.pdf import PrintFailed, print_pdf

__all__ = ["PrintFailed", "print_pdf"]
