import django.db.models.deletion
from django.db import migrations, models


def read_from_the_history(apps, schema_editor):
    """Who withdrew what before this was kept stands in the audit chain; whoever was forgotten since is left out."""
    rows = apps.get_model("foundation", "AuditRow").objects.filter(
        action="credentials.record.revoked", person_id__isnull=False
    )
    people = apps.get_model("people", "Person")._base_manager.filter(erased_at=None)
    records = apps.get_model("credentials", "SignedRecord")._base_manager.exclude(revocation_reason="")
    for record_id, person_id in rows.values_list("subject_id", "person_id"):
        if people.filter(pk=person_id).exists():
            records.filter(pk=record_id).update(revoked_by_id=person_id)


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0011_put_away'),
        ('foundation', '0010_strong_tokens'),
        ('people', '0009_letters_of_a_day_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='signedrecord',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.RunPython(read_from_the_history, migrations.RunPython.noop),
    ]
