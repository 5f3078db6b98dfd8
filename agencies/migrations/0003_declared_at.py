"""The moment of a declaration: a decision of the same day stands for what was declared before it, not after."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty for what was declared until now: of that only the day is known."""

    dependencies: ClassVar = [("agencies", "0002_people_managed")]
    operations: ClassVar = [
        migrations.AddField(model_name="interest", name="declared_at", field=models.DateTimeField(null=True)),
    ]
