from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0013_external_organisation'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='sitting',
            index=models.Index(fields=['workspace', '-recorded_at', '-id'], name='sittings_the_latest_first'),
        ),
    ]
