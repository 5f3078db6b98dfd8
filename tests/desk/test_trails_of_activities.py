"""The trail of an activity says what was done: which step of which breach, on which day, in words."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.trail import record
from programmes import commands
from tests.desk.test_trails_of_items import told
from tests.programmes.acting import BEGAN, ENDED, breach, check_item, council, done, recommendation
from tests.walk import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_it_says_which_step_of_which_breach_on_which_day(client):
    by, row = cast().cqc, done("fundamental-standards", "inspection")
    broken = breach(row)
    commands.follow_breach(broken, step="address", on=ENDED, note="It was put right.", by=by)
    commands.reopen_breach(broken, state="addressed", reason="Wrong one.", by=by)
    commands.follow_breach(broken, step="enforce", on=ENDED + DAY, note="Notice.", by=by)
    advised = recommendation(row, "health-provider")
    commands.close_recommendation(advised, met=False, on=ENDED, note="Nothing changed.", by=by)
    commands.reopen_recommendation(advised, state="not-met", reason="A slip.", by=by)
    where = f"(Safeguarding: {row.agency})"
    lines = told(client, by, "activity_trail", row.pk)
    assert lines[:-1] == [
        ("Opened a recommendation again (Commission a service.)", "It was “Closed, not met”. Reason: A slip."),
        ("Closed a recommendation (Commission a service.)", "Closed, not met on 16 May 2025: Nothing changed."),
        ("Added a recommendation (Commission a service.)", str(row.agency)),
        (f"Recorded what became of a breach {where}", "Enforcement on 17 May 2025: Notice."),
        (f"Undid the last step of a breach {where}", "From “Addressed” back to “Must be addressed”. Reason: Wrong one."),
        (f"Recorded what became of a breach {where}", "Addressed on 16 May 2025: It was put right."),
        (f"Recorded a breach {where}", ""),
    ]
    assert lines[-1] == ("Recorded an activity", "Inspection, as: Done")
    client.force_login(by)
    body = client.get(reverse("activity_trail_csv", args=[row.pk])).getvalue().decode("utf-8-sig")
    cells = [cell for line in csv.reader(body.splitlines()) for cell in line]
    assert (f"Recorded what became of a breach {where}" in cells, "Enforcement on 17 May 2025: Notice." in cells) == (
        True,
        True,
    )
    for text, number in (("safeguarding", 4), ("put right", 1), ("enforcement", 1), ("17 May 2025", 1), ("zebra", 0)):
        assert len(told(client, by, "activity_trail", row.pk, f"?text={text}")) == number, text


def test_it_says_the_judgements_and_the_days_of_an_activity(client):
    by, row = cast().ofsted, done(kind="standard-inspection")
    area = row.programme.judgement_areas.order_by("position")[0]
    first, second = area.scale.values.order_by("position")[:2]
    for judged in ({area: first}, {area: second}, {}):
        row.refresh_from_db()
        commands.judge(row, judgements=judged, before=commands.judging.mark_of_judgements(row), by=by)
    commands.publish_activity(row, published_on=ENDED + DAY, by=by)
    commands.take_back(row, standing="published", by=by)
    assert told(client, by, "activity_trail", row.pk)[:5] == [
        ("Undid the last step of an activity", "From “Published” back to “Done”"),
        ("Marked an activity as published", "Published on 17 May 2025"),
        ("Recorded the judgements of an activity", "None is recorded"),
        ("Recorded the judgements of an activity", f"{area.name}: {second.name}"),
        ("Recorded the judgements of an activity", f"{area.name}: {first.name}"),
    ]


def test_it_says_what_was_seen_in_this_activity_of_what_was_to_be_looked_at(client):
    by, row = cast().ofsted, done()
    other, item = done(reference="2"), check_item(agency=council())
    commands.look_at_check_item(item, activity=row, seen="It works.", seen_on=BEGAN, by=by)
    commands.look_at_check_item(item, activity=other, seen="Not any more.", seen_on=ENDED, by=by)
    seen = "Recorded what was seen of something to look at (Look at the hub.)"
    assert told(client, by, "activity_trail", row.pk)[0] == (seen, "On 12 May 2025: It works.")
    assert told(client, by, "activity_trail", other.pk)[0] == (seen, "On 16 May 2025: Not any more.")


def test_what_was_written_down_in_fewer_words_is_said_as_far_as_it_goes(client):
    by, row = cast().cqc, done("fundamental-standards", "inspection")
    broken = breach(row)
    record("breach.reopen", broken, stream=row.stream, by=by, reason="Wrong one.")
    assert told(client, by, "activity_trail", row.pk)[0][1] == "Reason: Wrong one."
