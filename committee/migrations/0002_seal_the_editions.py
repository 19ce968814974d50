"""Confirmed minutes can neither be changed nor removed (C-13)."""

from django.db import migrations

from organization.sealed import seal


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_members_meetings_and_resolutions")]

    operations = [seal("committee_minutesedition")]
