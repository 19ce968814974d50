"""Editions and their files stay as they are (RQ-H15), and only what was passed is announced (RP-03)."""

from django.db import migrations

from organization.sealed import seal
from reports.passing import announce_only_what_passed


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_texts_and_editions"),
        ("committee", "0002_seal_the_editions"),
    ]

    operations = [seal("reports_edition"), seal("reports_editionfile"), announce_only_what_passed()]
