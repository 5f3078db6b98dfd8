"""What was recorded by mistake is withdrawn: it stays, counts nowhere, and can be brought back."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_words_and_longer_roles"),
        ("programmes", "0004_words_stand_in_texts"),
        ("writing", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="breach",
            name="breach_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="breach",
            name="breach_state_has_its_dates",
        ),
        migrations.RemoveConstraint(
            model_name="recommendation",
            name="recommendation_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="recommendation",
            name="recommendation_closed_says_when",
        ),
        migrations.AddField(
            model_name="breach",
            name="withdrawn_from",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="breach",
            name="withdrawn_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="breach",
            name="withdrawn_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="withdrawn_from",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="withdrawn_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="withdrawn_why",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="breach",
            name="state",
            field=models.CharField(
                choices=[
                    ("must-address", "Must be addressed"),
                    ("addressed", "Addressed"),
                    ("enforcement", "Enforcement"),
                    ("resolved", "Resolved after enforcement"),
                    ("withdrawn", "Withdrawn: recorded by mistake"),
                ],
                default="must-address",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("met", "Met"),
                    ("not-met", "Closed, not met"),
                    ("withdrawn", "Withdrawn: recorded by mistake"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["must-address", "addressed", "enforcement", "resolved", "withdrawn"])),
                name="breach_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("addressed_on", None), ("enforcement_on", None), ("resolved_on", None), ("state", "must-address")
                    ),
                    models.Q(
                        ("addressed_on__isnull", False), ("enforcement_on", None), ("resolved_on", None), ("state", "addressed")
                    ),
                    models.Q(
                        ("addressed_on", None),
                        ("enforcement_on__isnull", False),
                        ("resolved_on", None),
                        ("state", "enforcement"),
                    ),
                    models.Q(
                        ("addressed_on", None),
                        ("enforcement_on__isnull", False),
                        ("resolved_on__isnull", False),
                        ("state", "resolved"),
                    ),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="breach_state_has_its_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_from__in", ["must-address", "addressed", "enforcement", "resolved"]),
                        ("withdrawn_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_from", ""),
                        ("withdrawn_on", None),
                        ("withdrawn_why", ""),
                    ),
                    _connector="OR",
                ),
                name="breach_withdrawn_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "met", "not-met", "withdrawn"])), name="recommendation_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("state", "open")),
                    models.Q(models.Q(("state__in", ["open", "withdrawn"]), _negated=True), ("closed_on__isnull", False)),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="recommendation_closed_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_from__in", ["open", "met", "not-met"]),
                        ("withdrawn_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_from", ""),
                        ("withdrawn_on", None),
                        ("withdrawn_why", ""),
                    ),
                    _connector="OR",
                ),
                name="recommendation_withdrawn_says_when",
            ),
        ),
    ]
