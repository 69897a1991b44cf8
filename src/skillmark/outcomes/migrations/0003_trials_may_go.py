from django.db import migrations
from skillmark.foundation.triggers import append_only_but_trials


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0006_moving_a_workspace'),
        ('outcomes', '0002_sealed_lots'),
    ]

    operations = [
        append_only_but_trials('outcomes_study'),
        append_only_but_trials('outcomes_lottery'),
        append_only_but_trials('outcomes_figurerelease'),
    ]
