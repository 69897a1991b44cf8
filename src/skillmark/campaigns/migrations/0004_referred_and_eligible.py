"""Somebody can have been referred by a partner, and found eligible, before she is invited or enrolled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_signals_file")]

    operations = [
        migrations.AlterField(
            model_name="statusevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("applied", "Applied"),
                    ("referred", "Referred"),
                    ("eligible", "Eligible"),
                    ("invited", "Invited"),
                    ("enrolled", "Enrolled"),
                    ("started", "Started"),
                    ("paused", "Paused"),
                    ("completed", "Completed"),
                    ("dropped", "Dropped"),
                    ("placed", "Placed"),
                ],
                max_length=20,
            ),
        ),
    ]
