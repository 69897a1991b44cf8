import json

from django.db import migrations, models


def name_records(apps, editor):
    """What each record is called in its signed data."""
    records = apps.get_model('credentials', 'SignedRecord')._base_manager
    for pk, document in records.values_list('pk', 'document').iterator():
        records.filter(pk=pk).update(identifier=str(json.loads(document)['id'])[:100])
    if editor.connection.vendor == 'postgresql':
        editor.execute('SET CONSTRAINTS ALL IMMEDIATE')  # no index is made while a check waits


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0009_replay'),
    ]

    operations = [
        migrations.AddField(
            model_name='signedrecord',
            name='identifier',
            field=models.CharField(default='', max_length=100),
        ),
        migrations.RunPython(name_records, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='signedrecord',
            index=models.Index(fields=['identifier'], name='records_by_identifier'),
        ),
    ]
