import hashlib

import django.db.models.deletion
import skillmark.foundation.sources
from django.db import migrations, models
from skillmark.foundation.triggers import append_only


def name_by_title(apps, schema_editor):
    """What was loaded before digests has no files to take one of: it is named by its title, which no upload can meet."""
    for source in apps.get_model("standards", "ReferenceSource").objects.all():
        source.digest = hashlib.sha256(f"loaded before digests\n{source.title}".encode()).hexdigest()
        source.save(update_fields=["digest"])


def go_on_with_ones_own(apps, schema_editor):
    """A workspace goes on with the source of its latest draft; one that drafted from none loads its own."""
    in_use = apps.get_model("standards", "SourceInUse")
    latest = {}
    drafted = apps.get_model("standards", "Framework")._base_manager.exclude(reference_source=None)
    for framework in drafted.order_by("recorded_at", "id"):
        latest[framework.workspace_id] = framework
    in_use._base_manager.bulk_create(
        in_use(
            workspace_id=workspace_id,
            source_id=framework.reference_source_id,
            loaded_on=framework.recorded_at.date(),
            recorded_at=framework.recorded_at,
        )
        for workspace_id, framework in sorted(latest.items())
    )


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_initial'),
        ('standards', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='referencesource',
            name='digest',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(name_by_title, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='referencesource',
            name='digest',
            field=models.CharField(max_length=64, unique=True),
        ),
        migrations.AlterField(
            model_name='referencesource',
            name='title',
            field=models.TextField(),
        ),
        migrations.RemoveField(
            model_name='referencesource',
            name='loaded_at',
        ),
        append_only("standards_referencesource"),
        append_only("standards_referenceoccupation"),
        append_only("standards_referenceelement"),
        migrations.CreateModel(
            name='SourceInUse',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('loaded_on', models.DateField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.referencesource')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace',), name='one_source_in_use_per_workspace')],
            },
        ),
        migrations.RunPython(go_on_with_ones_own, migrations.RunPython.noop),
    ]
