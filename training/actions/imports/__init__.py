"""Files of hours become hours (T-7, I-10)."""

from training.actions.imports.kind import HOURS

__all__ = ["HOURS"]
