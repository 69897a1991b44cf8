import django.db.models.deletion
from django.db import migrations, models


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
        ('credentials', '0004_shares'),
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
    ]
