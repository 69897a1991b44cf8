from django.db import migrations, models


class Migration(migrations.Migration):
    """Jobs opened before say nothing of how to apply, and show nothing."""

    dependencies = [("hiring", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="how_to_apply",
            field=models.CharField(default="", max_length=300),
            preserve_default=False,
        ),
    ]
