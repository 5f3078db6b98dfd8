"""What was recorded before there were versions becomes the first of them, and the other way round."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit.trail import record
from programmes import commands
from programmes.models import Breach, CheckLook, Recommendation
from tests.programmes.acting import ENDED, breach, check_item, council, done, recommendation, reword
from tests.walk import cast

pytestmark = pytest.mark.django_db
BEFORE = [("programmes", "0001_initial")]
ONE_LOOK = [("programmes", "0006_what_was_recorded_by_mistake_is_withdrawn")]


def migrated(to):
    """The models as they are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


def newest():
    """The models of today need the newest of all."""
    return MigrationExecutor(connection).loader.graph.leaf_nodes("programmes")


def test_words_become_the_first_version_and_go_back_as_they_stand():
    broken, asked = breach(), recommendation()
    reword(broken, words="What stands.")
    apps = migrated(BEFORE)
    old = apps.get_model("programmes", "Breach").objects.get(pk=broken.pk)
    assert (old.words, apps.get_model("writing", "Text").objects.filter(pk=broken.text_id).exists()) == ("What stands.", False)
    migrated(newest())
    row = Breach.objects.select_related("text").get(pk=broken.pk)
    first = row.text.revisions.get()
    assert (row.text.body, row.text.version, first.number, first.author) == ("What stands.", 1, 1, cast().cqc)
    assert first.values == {
        "agency_id": row.agency_id, "standard": "Safeguarding", "found_on": "2025-05-16", "address_by": "2025-07-15",
    }  # fmt: skip
    row = Recommendation.objects.select_related("text").get(pk=asked.pk)
    assert (row.text.body, row.text.revisions.get().values["addressee"]) == ("Commission a service.", "commissioner")
    reword(row, words="Two services.")
    assert Recommendation.objects.get(pk=asked.pk).text.body == "Two services."


def test_what_was_seen_becomes_the_first_look_and_notes_are_those_of_the_step_that_stands():
    by, visit = cast().cqc, done("fundamental-standards", "inspection")
    undone, addressed, resolved = (breach(visit) for _number in range(3))
    for step in ("enforce", "resolve"):
        commands.follow_breach(resolved, step=step, on=ENDED, note=f"Note {step}.", by=by)
    commands.follow_breach(addressed, step="address", on=ENDED, note="Trained.", by=by)
    advised, met = recommendation(visit, "health-provider"), recommendation(visit, "health-provider")
    commands.close_recommendation(met, met=True, on=ENDED, note="Seen.", by=by)
    item = check_item("fundamental-standards", agency=council(kind="health-provider"))
    commands.look_at_check_item(item, activity=visit, seen="It works.", seen_on=ENDED, by=by)
    apps = migrated(ONE_LOOK)
    old = {name: apps.get_model("programmes", name).objects for name in ("Breach", "Recommendation", "CheckItem")}
    assert old["Breach"].get(pk=resolved.pk).note == "Note enforce.\n\nNote resolve."
    row = old["CheckItem"].get()
    assert (row.activity_id, row.seen, row.seen_on) == (visit.pk, "It works.", ENDED)
    record("check_item.look", item, stream=visit.stream, by=by, seen="It works.")
    old["Breach"].filter(pk=undone.pk).update(note="It was put right.\n\nPressed by mistake.")
    old["Breach"].filter(pk=addressed.pk).update(note="A slip.\n\nWrong.\n\nTrained.")
    old["Recommendation"].filter(pk=advised.pk).update(note="All met.\n\nMistake.")
    old["Recommendation"].filter(pk=met.pk).update(note="All.\n\nMistake.\n\nSeen.")
    migrated(newest())
    stands = [Breach.objects.values_list("note", "resolution").get(pk=row.pk) for row in (undone, addressed, resolved)]
    assert stands == [("", ""), ("Trained.", ""), ("Note enforce.", "Note resolve.")]
    assert [Recommendation.objects.get(pk=row.pk).note for row in (advised, met)] == ["", "Seen."]
    look = CheckLook.objects.get()
    assert (look.item, look.activity, look.seen, look.seen_on, look.recorded_by) == (item, visit, "It works.", ENDED, by)
