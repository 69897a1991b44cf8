"""What a campaign keeps of its programme takes the shape that programme files have now; two states come before others.

A programme can have several achievements, and its funding rule is a sentence beside what a machine can read of it. Of a
rule that was kept as a sentence alone, the sentence stays: people decide by it, as they did.
"""

from django.db import migrations, models

PLAIN = "funding_rule"
ONE, ITS_RENEWAL = "achievement", "renewal_months"


def forwards(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign")._base_manager
    for campaign in campaigns.only("template").iterator(chunk_size=500):
        template = campaign.template
        if isinstance(template.get(PLAIN), str):
            template[PLAIN] = {"says": template[PLAIN]}
        if ONE in template:
            template["achievements"] = [{"name": template.pop(ONE), ITS_RENEWAL: template.pop(ITS_RENEWAL)}]
        campaign.save(update_fields=["template"])


def backwards(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign")._base_manager
    for campaign in campaigns.only("template").iterator(chunk_size=500):
        template = campaign.template
        template[PLAIN] = template[PLAIN]["says"]
        first = template.pop("achievements")[0]
        template |= {ONE: first["name"], ITS_RENEWAL: first[ITS_RENEWAL]}
        campaign.save(update_fields=["template"])


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
        migrations.RunPython(forwards, backwards),
    ]
