"""A replacement belongs to the year whose place it is about; one that was made before, to that of the inspection which stands in."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def say_the_year(apps: Any, _schema_editor: Any) -> None:
    """Every inspection has its year open, or it would have had no place in it."""
    years = dict(apps.get_model("scheduling", "ProgrammeYear").objects.values_list("year", "pk"))
    for row in apps.get_model("scheduling", "Replacement").objects.select_related("instead"):
        row.year_id = years[row.instead.programme_year]
        row.save(update_fields=["year"])


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0007_deferral_decisions"),
        ("scheduling", "0002_plans_people_and_replacements"),
    ]

    operations = [
        migrations.AddField(
            model_name="replacement",
            name="year",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="scheduling.programmeyear",
            ),
        ),
        migrations.RunPython(say_the_year, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="replacement",
            name="year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="replacements", to="scheduling.programmeyear"
            ),
        ),
        migrations.AlterField(
            model_name="replacement",
            name="gone",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inspections.inspection"),
        ),
        migrations.AlterField(
            model_name="replacement",
            name="instead",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inspections.inspection"),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.UniqueConstraint(fields=("year", "gone"), name="replacement_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.UniqueConstraint(fields=("year", "instead"), name="replacement_of_one_a_year"),
        ),
    ]
