from django.db import migrations, models

from skillmark.foundation.triggers import append_only_but_forgetting, append_only_but_trials


def let_open_votes_be_cast(apps, schema_editor):
    """What somebody else said of a seat in a question that is still open is, from here on, asked of whoever holds it."""
    conflicts = apps.get_model("governance", "Conflict")._base_manager
    of_another = conflicts.filter(proposal__decision=None).exclude(declared_by=None)
    of_another = of_another.exclude(declared_by=models.F("seat__person"))
    conflicts.filter(pk__in=list(of_another.values_list("pk", flat=True))).update(asked=True)


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0010_strong_tokens'),
        ('governance', '0010_workstreams'),
        ('people', '0012_asking_many'),
    ]

    operations = [
        migrations.AddField(
            model_name='ballot',
            name='fitted',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='conflict',
            name='asked',
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(
            model_name='conflict',
            name='a_conflict_once',
        ),
        migrations.AddConstraint(
            model_name='conflict',
            constraint=models.UniqueConstraint(fields=('proposal', 'seat', 'asked'), name='a_conflict_once'),
        ),
        migrations.RunPython(let_open_votes_be_cast, migrations.RunPython.noop),
        append_only_but_trials('governance_ballot'),
        append_only_but_trials('governance_decision'),
        append_only_but_forgetting(
            'governance_conflict', ('id', 'workspace_id', 'recorded_at', 'proposal_id', 'seat_id', 'asked')
        ),
    ]
