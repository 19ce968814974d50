from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0005_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="state",
            field=models.CharField(
                choices=[("PLANNED", "照常辦理"), ("CANCELLED", "已取消")],
                default="PLANNED",
                max_length=10,
                verbose_name="狀態",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="取消事由"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=~Q(state="CANCELLED") | ~Q(reason=""),
                name="session_cancelled_says_why",
                violation_error_message="取消場次須說明事由。",
            ),
        ),
    ]
