from django.db import migrations
from skillmark.foundation.triggers import append_only_but_trials


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0006_moving_a_workspace'),
        ('people', '0007_texts_signed'),
    ]

    operations = [
        append_only_but_trials('people_tablerelease'),
    ]
