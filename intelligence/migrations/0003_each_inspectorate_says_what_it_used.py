"""Two inspectorates use an item in the same thing: each says so for itself."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Wider than before, so that every row that stands fits."""

    dependencies: ClassVar = [("intelligence", "0002_letters")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="use", name="item_used_once_for_a_thing"),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.UniqueConstraint(
                fields=("item", "target", "inspectorate"), name="item_used_once_for_a_thing_by_each"
            ),
        ),
    ]
