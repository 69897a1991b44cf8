import django.db.models.deletion
import skillmark.foundation.sources
from django.db import migrations, models

from skillmark.foundation.triggers import append_only_but_trials


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0010_strong_tokens'),
        ('standards', '0009_started_otherwise'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgressionRule',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('step', models.CharField(max_length=200)),
                ('version', models.PositiveIntegerField()),
                ('needs', models.JSONField()),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.framework')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('framework', 'step', 'version'), name='a_step_version_once'), models.CheckConstraint(condition=models.Q(('step', ''), _negated=True), name='a_step_has_a_name')],
            },
        ),
        append_only_but_trials('standards_progressionrule'),
    ]
