"""No step before the one that comes before it (GIA-08); a form that was finished stays as it was (G-9)."""

from django.db import migrations

from impact_assessment.ordered import hold_the_order
from organization.sealed import seal


class Migration(migrations.Migration):
    dependencies = [("impact_assessment", "0001_cases_experts_and_forms")]

    operations = [hold_the_order(), seal("impact_assessment_edition")]
