"""History rows can neither be changed nor removed (RQ-H15)."""

from django.db import migrations

from organization.sealed import seal


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]

    operations = [seal("organization_change")]
