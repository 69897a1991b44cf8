from django.db import migrations
from skillmark.foundation.triggers import append_only_but_trials


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0006_moving_a_workspace'),
        ('governance', '0002_who_votes_is_fixed'),
    ]

    operations = [
        append_only_but_trials('governance_voter'),
    ]
