"""Rows that two people may edit at once (RQ-H5): the second to save is told, and nothing is lost."""

from django.db import models


class Versioned(models.Model):
    """``version`` grows with each change; ``history.save`` refuses to write over a newer one."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
