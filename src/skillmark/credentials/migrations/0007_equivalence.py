import django.db.models.expressions
import skillmark.foundation.sources
import django.db.models.deletion
from django.db import migrations, models

from skillmark.foundation.triggers import append_only_but_trials


def name_achievements(apps, editor):
    """What each kept record was earned for, as its verdict says."""
    for record in apps.get_model('credentials', 'OutsideRecord')._base_manager.only('id', 'verdict').iterator():
        achievement = (record.verdict or {}).get('achievement')
        if achievement:
            apps.get_model('credentials', 'OutsideRecord')._base_manager.filter(pk=record.pk).update(
                achievement=achievement[:500]
            )
    if editor.connection.vendor == 'postgresql':
        editor.execute('SET CONSTRAINTS ALL IMMEDIATE')  # no index is made while a check waits


class Migration(migrations.Migration):

    dependencies = [
        ('standards', '0002_sources_never_change'),
        ('people', '0012_asking_many'),
        ('foundation', '0008_imports_about_a_record'),
        ('credentials', '0006_trust'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='outsiderecord',
            name='an_outside_record_once',
        ),
        migrations.AddField(
            model_name='outsiderecord',
            name='achievement',
            field=models.CharField(blank=True, default='', max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='outsiderecord',
            name='claims',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='outsiderecord',
            name='enclosed_in',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='credentials.outsiderecord'),
        ),
        migrations.AddField(
            model_name='outsiderecord',
            name='file_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='outsiderecord',
            name='format',
            field=models.CharField(default='record', max_length=10),
        ),
        migrations.AddField(
            model_name='outsiderecord',
            name='pages',
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(name_achievements, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='outsiderecord',
            constraint=models.UniqueConstraint(condition=models.Q(('enclosed_in', None)), fields=('workspace', 'digest'), name='an_outside_record_once'),
        ),
        migrations.AddConstraint(
            model_name='outsiderecord',
            constraint=models.UniqueConstraint(condition=models.Q(('enclosed_in__isnull', False)), fields=('enclosed_in', 'digest'), name='a_part_once'),
        ),
        migrations.CreateModel(
            name='Equivalence',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('issuer', models.CharField(max_length=500)),
                ('kind', models.CharField(max_length=11)),
                ('outside', models.CharField(max_length=500)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('least', models.PositiveSmallIntegerField(null=True)),
                ('competency', models.CharField(max_length=500)),
                ('level', models.PositiveSmallIntegerField()),
                ('begins', models.DateField()),
                ('ends', models.DateField(null=True)),
                ('reason', models.CharField(max_length=500)),
                ('ended_at', models.DateTimeField(null=True)),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.framework')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'issuer'], name='equivalences_by_issuer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('begins')), _connector='OR'), name='it_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 10)), name='it_gives_a_level'), models.CheckConstraint(condition=models.Q(('kind__in', ['achievement', 'address', 'code'])), name='it_names_something')],
            },
        ),
        migrations.CreateModel(
            name='StackRule',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('every', models.JSONField()),
                ('some', models.JSONField(default=list)),
                ('count', models.PositiveSmallIntegerField(default=0)),
                ('days', models.PositiveIntegerField(null=True)),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stack', to='credentials.achievement')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='StackedAward',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('questioned_at', models.DateTimeField(null=True)),
                ('question', models.CharField(blank=True, max_length=600)),
                ('settled', models.CharField(blank=True, max_length=300)),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stacked', to='credentials.award')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.stackrule')),
            ],
            options={
                'abstract': False,
                'base_manager_name': None,
            },
        ),
        migrations.CreateModel(
            name='StackPart',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stacked_in', to='credentials.signedrecord')),
                ('stacked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='credentials.stackedaward')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stacked', 'record'), name='a_part_of_a_stack_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='stackrule',
            constraint=models.CheckConstraint(condition=models.Q(('days', None), ('days__gte', 1), _connector='OR'), name='recency_takes_a_day'),
        ),
        migrations.CreateModel(
            name='CapabilityStatement',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('job', models.CharField(max_length=300)),
                ('as_of', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('numerator', models.PositiveIntegerField()),
                ('denominator', models.PositiveIntegerField()),
                ('minimum', models.PositiveIntegerField()),
                ('counted', models.JSONField()),
                ('unsigned', models.TextField()),
                ('document', models.TextField(blank=True)),
                ('key_number', models.PositiveIntegerField()),
                ('verification_method', models.CharField(max_length=300)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('achievement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.achievement')),
                ('place', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='credentials.statusplace')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('numerator__gte', models.F('minimum')), ('denominator__gte', django.db.models.expressions.CombinedExpression(models.F('numerator'), '+', models.F('minimum')))), name='no_statement_about_too_few')],
            },
        ),
        append_only_but_trials('credentials_stackrule'),
    ]
