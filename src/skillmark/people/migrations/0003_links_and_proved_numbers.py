from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def known_numbers_are_proved(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """So far whoever opened an account vouched for its number."""
    apps.get_model("people", "Account").objects.exclude(phone=None).update(phone_proved=True)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_messages_and_safe_contact'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='link_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='phone_proved',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(known_numbers_are_proved, migrations.RunPython.noop),
    ]
