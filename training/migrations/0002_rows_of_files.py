"""Rows of a file of hours between its check and its run."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0004_files_to_import'),
        ('training', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StagedSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='序號')),
                ('code', models.CharField(blank=True, max_length=40, verbose_name='課程代碼')),
                ('title', models.CharField(max_length=200, verbose_name='課程名稱')),
                ('level', models.CharField(choices=[('BASIC', '基礎'), ('ADVANCED', '進階')], max_length=10, verbose_name='類別')),
                ('is_cedaw', models.BooleanField(verbose_name='CEDAW 課程')),
                ('organiser', models.CharField(blank=True, choices=[('SELF', '本機關自辦'), ('DCSD', '公訓處'), ('OTHER', '其他機關（構）')], max_length=10, verbose_name='辦理單位')),
                ('mode', models.CharField(choices=[('LECTURE', '講師授課'), ('WORKSHOP', '工作坊'), ('FORUM', '座談'), ('SEMINAR', '研討'), ('GROUP_DISCUSSION', '案例分組討論'), ('LIAISON_MEETING', '聯繫會報'), ('TALK', '專題講演'), ('DIGITAL', '數位學習')], max_length=20, verbose_name='辦理方式')),
                ('held_on', models.DateField(verbose_name='開課日')),
                ('ended_on', models.DateField(verbose_name='結束日')),
                ('minutes', models.PositiveIntegerField(verbose_name='全程時數（分鐘）')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.importbatch', verbose_name='匯入批次')),
                ('course', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.course', verbose_name='課程')),
                ('session', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.session', verbose_name='場次')),
            ],
            options={
                'verbose_name': '待匯入的場次',
                'verbose_name_plural': '待匯入的場次',
                'ordering': ['batch', 'number'],
                'indexes': [models.Index(fields=['batch', 'number'], name='staged_sessions_by_number')],
            },
        ),
        migrations.CreateModel(
            name='StagedHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='列')),
                ('session_number', models.PositiveIntegerField(verbose_name='場次序號')),
                ('minutes', models.PositiveIntegerField(verbose_name='時數（分鐘）')),
                ('becomes', models.CharField(blank=True, max_length=10, verbose_name='狀態')),
                ('earned_at', models.CharField(blank=True, max_length=100, verbose_name='原服務機關')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='備註')),
                ('batch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.importbatch', verbose_name='匯入批次')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.person', verbose_name='人員')),
            ],
            options={
                'verbose_name': '待匯入的時數',
                'verbose_name_plural': '待匯入的時數',
                'ordering': ['batch', 'number'],
                'indexes': [models.Index(fields=['batch', 'number'], name='staged_hours_by_row')],
            },
        ),
    ]
