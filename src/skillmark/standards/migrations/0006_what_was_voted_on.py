from django.db import migrations, models
from skillmark.standards.immutable import Immutable, Unguarded


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0010_strong_tokens'),
        ('governance', '0008_reviews'),
        ('people', '0012_asking_many'),
        ('standards', '0005_own'),
    ]

    operations = [
        Unguarded(),
        migrations.AddField(
            model_name='framework',
            name='asked_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='framework',
            name='carried',
            field=models.JSONField(null=True),
        ),
        migrations.AddConstraint(
            model_name='framework',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), ('asked_digest', ''), ('asked_digest', models.F('digest')), _connector='OR'), name='published_as_it_was_voted_on'),
        ),
        Immutable(),
    ]
