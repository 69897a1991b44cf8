import django.db.models.deletion
import skillmark.foundation.sources
from django.db import migrations, models
from skillmark.foundation.triggers import append_only, append_only_but_trials

from skillmark.foundation.models_at_once import models_at_once


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0005_imports'),
    ]

    operations = [
        models_at_once(
            migrations.CreateModel(
                name='InstallationRow',
                fields=[
                    ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(editable=False)),
                    ('number', models.PositiveBigIntegerField(unique=True)),
                    ('account_id', models.UUIDField(null=True)),
                    ('person_id', models.UUIDField(null=True)),
                    ('process', models.CharField(blank=True, max_length=40)),
                    ('action', models.CharField(max_length=100)),
                    ('subject_id', models.UUIDField(db_index=True)),
                    ('head', models.CharField(max_length=64)),
                    ('facts', models.JSONField(default=dict)),
                    ('previous_hash', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Trial',
                fields=[
                    ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='foundation.workspace')),
                    ('marked_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                ],
            ),
        ),
        migrations.AddField(
            model_name='signingkey',
            name='elsewhere',
            field=models.BooleanField(default=False),
        ),
        append_only('foundation_installationrow'),
        append_only_but_trials('foundation_auditrow'),
        append_only_but_trials('foundation_auditanchor'),
        append_only_but_trials('foundation_erasure'),
        append_only_but_trials('foundation_reading'),
    ]
