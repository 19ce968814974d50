from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0004_files_to_import"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("CHECKING", "檢查中"),
                    ("CHECKED", "待確認"),
                    ("UNCHANGED", "無異動"),
                    ("RUNNING", "匯入中"),
                    ("DONE", "已匯入"),
                    ("FAILED", "未完成"),
                    ("UNDONE", "已撤銷"),
                    ("DROPPED", "已放棄"),
                ],
                default="CHECKING",
                max_length=10,
                verbose_name="狀態",
            ),
        ),
    ]
