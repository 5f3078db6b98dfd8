"""Tables of seals and reads. Reads are partitioned by month, which Django cannot say, so their table is made in SQL."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

READS = """
CREATE TABLE audit_read (
    quarter timestamptz NOT NULL,
    actor varchar(100) NOT NULL,
    stream varchar(100) NOT NULL,
    thing varchar(100) NOT NULL,
    at timestamptz NOT NULL DEFAULT statement_timestamp(),
    PRIMARY KEY (quarter, actor, stream, thing)
) PARTITION BY RANGE (quarter);
CREATE TABLE audit_read_default PARTITION OF audit_read DEFAULT;
"""


class Migration(migrations.Migration):
    """Adds Seal, Mark, Read; heads say whether they moved, words say what erased them."""

    dependencies: ClassVar = [("audit", "0002_append_only")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("marks_made", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=16)),
                ("mac", models.CharField(max_length=64)),
            ],
            options={"ordering": ["number"], "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("seal", "stream", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="marks",
                        to="audit.seal",
                    ),
                ),
                ("stream", models.CharField(max_length=100)),
                ("sequence", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(model_name="mark", index=models.Index(fields=["stream", "sequence"], name="audit_mark_of_stream")),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(READS, "DROP TABLE audit_read")],
            state_operations=[
                migrations.CreateModel(
                    name="Read",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "quarter",
                                "actor",
                                "stream",
                                "thing",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("quarter", models.DateTimeField()),
                        ("actor", models.CharField(max_length=100)),
                        ("stream", models.CharField(max_length=100)),
                        ("thing", models.CharField(max_length=100)),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={"ordering": ["-quarter"], "default_permissions": ()},
                ),
            ],
        ),
        migrations.AddIndex(model_name="read", index=models.Index(fields=["stream", "-quarter"], name="audit_read_of_stream")),
        migrations.AddIndex(model_name="read", index=models.Index(fields=["actor", "-quarter"], name="audit_read_of_actor")),
        migrations.AddField(model_name="head", name="moved", field=models.BooleanField(db_default=True, default=True)),
        migrations.AddIndex(
            model_name="head",
            index=models.Index(condition=models.Q(("moved", True)), fields=["stream"], name="audit_head_moved"),
        ),
        migrations.AddField(model_name="words", name="erased_by", field=models.BigIntegerField(null=True)),
    ]
