from django.db import migrations, models


def note_what_marks_came_to(apps, schema_editor):
    """Of what is settled: the lowest mark of each criterion, or what a third person gave, beside the pass mark."""
    sitting_model = apps.get_model("assessment", "Sitting")
    settled = sitting_model.objects.filter(settled_at__isnull=False)
    whole = settled.select_related("task__rubric", "settlement").prefetch_related("ratings")
    for sitting in whole.iterator(chunk_size=500):
        given = [rating.scores for rating in sitting.ratings.all()]
        levels = {name: min(scores[name] for scores in given) for name in given[0]} if given else {}
        settlement = getattr(sitting, "settlement", None)
        levels |= settlement.scores if settlement else {}
        passed = bool(levels) and min(levels.values()) >= sitting.task.rubric.pass_mark
        sitting_model.objects.filter(pk=sitting.pk).update(came_to="passed" if passed else "not_passed")


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0005_cuts'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='came_to',
            field=models.CharField(blank=True, choices=[('differs', 'Differs'), ('passed', 'Passed'), ('not_passed', 'Not Passed')], default='', max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(note_what_marks_came_to, migrations.RunPython.noop),
    ]
