"""Who answers for which part of a campaign, and who pays for it."""

import django.db.models.deletion
import skillmark.foundation.sources
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_referred_and_eligible'),
        ('foundation', '0010_strong_tokens'),
        ('people', '0012_asking_many'),
    ]

    operations = [
        migrations.CreateModel(
            name='Allotment',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('happened_on', models.DateField()),
                ('arm', models.CharField(choices=[('train', 'Train'), ('support', 'Support'), ('measure', 'Measure')], max_length=10)),
                ('money_minor', models.PositiveBigIntegerField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allotments', to='campaigns.campaign')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='campaigns.allotment')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('campaign', 'payer', 'arm'), name='one_line_per_payer_and_arm')],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.UUIDField(default=skillmark.foundation.sources.new_id, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('happened_on', models.DateField()),
                ('duty', models.CharField(choices=[('standards', 'Standards'), ('content', 'Content'), ('assessment', 'Assessment'), ('communications', 'Communications')], max_length=16)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='campaigns.campaign')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='campaigns.responsibility')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'person'], name='responsibilities_of_a_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('campaign', 'duty'), name='one_line_of_owners_per_duty')],
            },
        ),
    ]
