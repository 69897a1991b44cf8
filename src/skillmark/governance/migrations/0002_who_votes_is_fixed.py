import django.db.models.deletion
import skillmark.foundation.sources
from django.db import migrations, models
from skillmark.foundation.triggers import append_only


def let_those_vote_who_could(apps, schema_editor):
    """An open question keeps the votes it has, and those who hold a seat now may still vote on it."""
    seats, voters, ballots = (
        apps.get_model("governance", name)._base_manager for name in ("Seat", "Voter", "Ballot")
    )
    for proposal in apps.get_model("governance", "Proposal")._base_manager.order_by("pk"):
        able = set(ballots.filter(proposal=proposal).values_list("seat_id", flat=True))
        if not hasattr(proposal, "decision"):
            held = seats.filter(body_id=proposal.body_id).exclude(person=None).order_by("pk")
            able |= set(held.values_list("pk", flat=True)[: proposal.seats])
        voters.bulk_create(
            voters.model(
                workspace_id=proposal.workspace_id,
                recorded_at=proposal.recorded_at,
                proposal_id=proposal.pk,
                seat_id=seat_id,
            )
            for seat_id in sorted(able)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_initial'),
        ('governance', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='body',
            options={'base_manager_name': None},
        ),
        migrations.RemoveConstraint(
            model_name='body',
            name='a_quorum_of_at_least_one',
        ),
        migrations.RemoveField(
            model_name='body',
            name='quorum',
        ),
        migrations.RemoveConstraint(
            model_name='seat',
            name='one_seat_per_person_and_body',
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ends', None)), fields=('body', 'person'), name='one_open_seat_per_person_and_body'),
        ),
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voters', to='governance.proposal')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.seat')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'seat'), name='a_voter_once')],
            },
        ),
        append_only("governance_voter"),
        migrations.RunPython(let_those_vote_who_could, migrations.RunPython.noop),
    ]
