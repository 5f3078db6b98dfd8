"""In which programme year an inspection stood when it was deferred, where that was not written down yet: that of its week."""

from typing import Any

from django.db import migrations

from jtai.programmeyears import year_of


def say_the_year(apps: Any, _schema_editor: Any) -> None:
    """A week lies in the year of its inspection."""
    for row in apps.get_model("inspections", "Deferral").objects.filter(old_year=None):
        row.old_year = year_of(row.old_start)
        row.save(update_fields=["old_year"])


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0007_deferral_decisions"),
    ]

    operations = [
        migrations.RunPython(say_the_year, migrations.RunPython.noop),
    ]
