"""Files that are imported, what is wrong with their rows, and the rows that wait."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0003_heads_of_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='資料種類')),
                ('file_name', models.CharField(max_length=255, verbose_name='檔名')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                ('state', models.CharField(choices=[('CHECKING', '檢查中'), ('CHECKED', '待確認'), ('RUNNING', '匯入中'), ('DONE', '已匯入'), ('FAILED', '未完成'), ('UNDONE', '已撤銷'), ('DROPPED', '已放棄')], default='CHECKING', max_length=10, verbose_name='狀態')),
                ('choice', models.CharField(blank=True, choices=[('ALL', '全部匯入，有任何一列錯誤就不匯入'), ('GOOD', '只匯入正確的列')], max_length=4, verbose_name='匯入方式')),
                ('fresh', models.PositiveIntegerField(default=0, verbose_name='新增')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='變更')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='未變更')),
                ('faulty', models.PositiveIntegerField(default=0, verbose_name='有錯誤')),
                ('notes', models.JSONField(blank=True, default=list, verbose_name='提醒')),
                ('seen', models.BigIntegerField(default=0, editable=False)),
                ('who', models.CharField(max_length=120, verbose_name='人員')),
                ('made_at', models.DateTimeField(verbose_name='上傳時間')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='開始時間')),
                ('beat_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='結束時間')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='說明')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organization.agency', verbose_name='機關')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='organization.attachment', verbose_name='檔案')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上傳者')),
                ('run_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='匯入者')),
            ],
            options={
                'verbose_name': '匯入批次',
                'verbose_name_plural': '匯入批次',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='列')),
                ('column', models.CharField(blank=True, max_length=60, verbose_name='欄')),
                ('message', models.CharField(max_length=500, verbose_name='錯誤說明')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faults', to='organization.importbatch', verbose_name='匯入批次')),
            ],
            options={
                'verbose_name': '匯入錯誤',
                'verbose_name_plural': '匯入錯誤',
                'ordering': ['number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='列')),
                ('values', models.JSONField(verbose_name='內容')),
                ('object_id', models.BigIntegerField(blank=True, null=True, verbose_name='紀錄編號')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='原內容')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staged', to='organization.importbatch', verbose_name='匯入批次')),
            ],
            options={
                'verbose_name': '匯入的列',
                'verbose_name_plural': '匯入的列',
                'ordering': ['number', 'id'],
            },
        ),
    ]
