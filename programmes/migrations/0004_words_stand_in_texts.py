"""The words of breaches and recommendations stand in their texts alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_first_versions_of_what_is_followed"),
        ("writing", "0001_initial"),
    ]

    operations = [
        migrations.RemoveField(model_name="breach", name="words"),
        migrations.RemoveField(model_name="recommendation", name="words"),
        migrations.AlterField(
            model_name="breach",
            name="text",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="writing.text"),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="text",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="writing.text"),
        ),
    ]
