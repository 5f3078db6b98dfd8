"""A label with a curly apostrophe, and room for the longest role in an invitation. Widening changes no row."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_role_of_information_governance")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="role",
            name="kind",
            field=models.CharField(
                choices=[
                    ("programme-lead", "Programme lead"),
                    ("signatory", "Signatory"),
                    ("quality", "Quality assurance"),
                    ("analyst", "Analyst"),
                    ("decision-maker", "Chief Inspector’s decision maker"),
                    ("administrator", "Inspectorate administrator"),
                    ("observer", "Observer"),
                    ("information-governance", "Information governance"),
                ],
                max_length=30,
            ),
        ),
    ]
