"""Breaches and recommendations get a text each, which keeps every version of their words."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("writing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="breach",
            name="text",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="writing.text"
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="text",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="writing.text"
            ),
        ),
        # So that the column can come back when this is undone.
        migrations.AlterField(model_name="breach", name="words", field=models.TextField(default="")),
        migrations.AlterField(model_name="recommendation", name="words", field=models.TextField(default="")),
    ]
