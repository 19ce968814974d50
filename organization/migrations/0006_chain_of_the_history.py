"""The chain over the history; its links can neither be changed nor removed (RQ-H15, H16)."""

import django.db.models.deletion
from django.db import migrations, models

from organization.sealed import seal


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0005_files_without_news'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoryLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='序號')),
                ('first', models.BigIntegerField(verbose_name='首筆')),
                ('last', models.BigIntegerField(verbose_name='末筆')),
                ('lines', models.JSONField(verbose_name='各筆指紋')),
                ('previous', models.CharField(blank=True, max_length=64, verbose_name='前一段指紋')),
                ('digest', models.CharField(max_length=64, verbose_name='指紋')),
                ('at', models.DateTimeField(verbose_name='封存時間')),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='organization.agency', verbose_name='機關')),
            ],
            options={
                'verbose_name': '異動紀錄封存',
                'verbose_name_plural': '異動紀錄封存',
                'ordering': ['agency', 'number'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'number'), name='link_number_once_per_agency', violation_error_message='這一段已封存。'), models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('number',), name='link_number_once_without_agency', violation_error_message='這一段已封存。'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='link_ends_after_its_beginning', violation_error_message='末筆不得在首筆之前。')],
            },
        ),
        seal('organization_historylink'),
    ]
