"""Each look at a check item is a row of its own, and what was done about a breach or recommendation is that of the step that stands."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ACTOR = "accounts.user:"
AT_ONCE = 500


def _trail_of(apps: Any, key: str, programme: int) -> Any:
    """What was recorded of this row, the first first."""
    events = apps.get_model("audit", "Event").objects.filter(target=key, stream=f"programme:{programme}")
    return events.order_by("sequence")


def _notes(apps: Any, key: str, programme: int, verb: str) -> dict[str, str]:
    """What the last of each step said, as far as its words are still there."""
    keys = list(_trail_of(apps, key, programme).filter(verb=verb).values_list("pk", flat=True))
    said = apps.get_model("audit", "Words").objects.filter(event__in=keys).order_by("event__sequence")
    return {data.get("step", ""): data["note"] for data in said.values_list("data", flat=True) if data.get("note")}


def keep(apps: Any, _schema_editor: Any) -> None:
    """Looks first; then notes: those of steps that were undone, and why, stay in the trail alone."""
    item, look = apps.get_model("programmes", "CheckItem"), apps.get_model("programmes", "CheckLook")
    known = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    for row in item.objects.exclude(activity=None).order_by("pk").iterator(AT_ONCE):
        key = f"programmes.checkitem:{row.pk}"
        last = _trail_of(apps, key, row.programme_id).filter(verb="check_item.look").last()
        actor = int(last.actor.removeprefix(ACTOR)) if last is not None and last.actor.startswith(ACTOR) else None
        made = look.objects.create(
            item=row,
            activity_id=row.activity_id,
            seen=row.seen,
            seen_on=row.seen_on,
            recorded_by_id=actor if actor in known else None,
        )
        if last is not None:
            look.objects.filter(pk=made.pk).update(recorded_at=last.at)
    breaches = apps.get_model("programmes", "Breach")
    for row in breaches.objects.exclude(note="").select_related("activity").order_by("pk").iterator(AT_ONCE):
        notes = _notes(apps, f"programmes.breach:{row.pk}", row.activity.programme_id, "breach.follow")
        state = row.withdrawn_from or row.state
        if state == "must-address":
            row.note = ""
        elif state == "resolved" and {"enforce", "resolve"} <= set(notes):
            row.note, row.resolution = notes["enforce"], notes["resolve"]
        elif state != "resolved":
            row.note = notes.get("address" if state == "addressed" else "enforce", row.note)
        row.save(update_fields=["note", "resolution"])
    recommendations = apps.get_model("programmes", "Recommendation")
    for row in recommendations.objects.exclude(note="").select_related("activity").order_by("pk").iterator(AT_ONCE):
        notes = _notes(apps, f"programmes.recommendation:{row.pk}", row.activity.programme_id, "recommendation.close")
        row.note = "" if (row.withdrawn_from or row.state) == "open" else notes.get("", row.note)
        row.save(update_fields=["note"])


def undo(apps: Any, _schema_editor: Any) -> None:
    """The last look of each, and the words of both steps together."""
    look = apps.get_model("programmes", "CheckLook")
    for row in look.objects.select_related("item").order_by("pk").iterator(AT_ONCE):
        row.item.activity_id, row.item.seen, row.item.seen_on = row.activity_id, row.seen, row.seen_on
        row.item.save(update_fields=["activity", "seen", "seen_on"])
    for row in apps.get_model("programmes", "Breach").objects.exclude(resolution="").iterator(AT_ONCE):
        row.note = f"{row.note}\n\n{row.resolution}".strip()
        row.save(update_fields=["note"])


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_what_was_recorded_by_mistake_is_withdrawn"),
        ("audit", "0005_event_of_an_actor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="breach",
            name="resolution",
            field=models.TextField(blank=True, default="", help_text="how it was resolved after enforcement"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="CheckLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen", models.TextField()),
                ("seen_on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("client_id", models.UUIDField(null=True, unique=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="programmes.activity"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="programmes.checkitem"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ["seen_on", "pk"], "default_permissions": ()},
        ),
        migrations.RunPython(keep, undo),
        migrations.RemoveConstraint(model_name="checkitem", name="check_item_activity_with_seen_on"),
        migrations.RemoveField(model_name="checkitem", name="activity"),
        migrations.RemoveField(model_name="checkitem", name="seen"),
        migrations.RemoveField(model_name="checkitem", name="seen_on"),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("note", ""), ("resolution", ""), ("state", "must-address")),
                    models.Q(("resolution", ""), ("state__in", ["addressed", "enforcement"])),
                    ("state__in", ["resolved", "withdrawn"]),
                    _connector="OR",
                ),
                name="breach_says_what_was_done_and_no_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "open"), _negated=True), ("note", ""), _connector="OR"),
                name="recommendation_open_was_not_seen",
            ),
        ),
    ]
