"""A planned inspection gets another week, of which nobody outside learns: it was not deferred, and the year does not say so."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from audit.trail import trail_of
from inspections import commands
from inspections.models import Deferral, Inspection, Milestone, MilestoneKind
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from scheduling.commands import make_feed, open_year, replace
from scheduling.queries import standing_of
from tests.api.asking import Program
from tests.walk import OTHER_AREA, WEEK, cast, inspection_at

pytestmark = pytest.mark.django_db
NEXT = WEEK + timedelta(days=7)
TO_COME = date(2027, 3, 8)
NAME = "Choose another week"


def words(answer):
    return " ".join(answer.content.decode().split())


def step_of(inspection, name="reschedule"):
    return reverse("step", args=[inspection.pk, name])


def moved(inspection, week=NEXT, by=None):
    return commands.reschedule(inspection, fieldwork_start=week, reason="School holidays", by=by or cast().programme_lead)


def fieldwork_in(feed):
    """The first day and the revision of whatever takes more than one day."""
    events = Calendar.from_ical(feed).walk("VEVENT")
    days = [(one.decoded("dtstart"), one.decoded("dtend"), int(one["sequence"])) for one in events]
    return [(first, revision) for first, end, revision in days if end - first > timedelta(days=1)]


def test_its_owner_finds_it_beside_deferral_and_nobody_else_does(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    page = words(client.get(inspection.get_absolute_url()))
    assert page.index("If something changes") < page.index(f">{NAME}<") < page.index("Defer the inspection")
    assert step_of(inspection) in words(client.get(reverse("dates", args=[inspection.pk])))
    for person in (people.lead, people.cqc, people.cqc_programme_lead):
        client.force_login(person)
        assert NAME not in words(client.get(inspection.get_absolute_url()))
        assert step_of(inspection) not in words(client.get(reverse("dates", args=[inspection.pk])))
        with pytest.raises(NotAllowed):
            moved(inspection, by=person)


def test_every_date_is_computed_anew_but_those_set_by_hand(client, people):
    inspection = inspection_at("planned")
    draft = Milestone.objects.get(inspection=inspection, kind=MilestoneKind.DRAFT_DUE)
    before = {row.kind: row.computed for row in inspection.milestones.all() if row.computed}
    commands.override_date(draft, day=date(2026, 4, 9), reason="Easter", by=people.programme_lead)
    client.force_login(people.programme_lead)
    said = "Set by hand, and not computed anew: Draft to the local area (9 April 2026)."
    assert said in words(client.get(step_of(inspection)))
    moved(inspection)
    inspection.refresh_from_db()
    assert (inspection.status, inspection.fieldwork_start, inspection.fieldwork_end) == ("planned", NEXT, date(2026, 3, 20))
    after = {row.kind: row.computed for row in inspection.milestones.all() if row.computed}
    assert (after.keys(), all(day > before[kind] for kind, day in after.items())) == (before.keys(), True)
    draft.refresh_from_db()
    assert (draft.override, draft.override_reason) == (date(2026, 4, 9), "Easter")


@time_machine.travel("2026-11-20T12:00Z")
def test_it_is_chosen_on_its_page_and_kept_with_its_reasons_and_no_deferral(client, people):
    inspection = inspection_at("planned", week=date(2027, 2, 22), year=2026)
    client.force_login(people.programme_lead)
    tuesday = {"fieldwork_start": "2027-03-09", "reason": "School holidays"}
    refused = client.post(step_of(inspection), tuesday)
    assert (refused.status_code, "9 March 2027 is a Tuesday" in words(refused)) == (422, True)
    answer = words(client.post(step_of(inspection), {**tuesday, "week_reason": "A training day"}, follow=True))
    assert "The inspection has another week" in answer
    assert "Tuesday 9 March – Friday 12 March 2027" in answer
    assert Deferral.objects.count() == 0
    told = {event.verb: event.words.data for event in trail_of(inspection.stream)}
    assert told["inspection.new_week"] == {"week": "2027-03-09", "week_reason": "A training day"}
    assert told["inspection.reschedule"] == {"before": "planned", "after": "planned", "reason": "School holidays"}


@time_machine.travel("2026-11-20T12:00Z")
def test_the_api_takes_it_too(people):
    inspection = inspection_at("planned", week=date(2027, 2, 22), year=2026)
    address = reverse("api_reschedule", args=[inspection.pk])
    body = {"fieldwork_start": str(TO_COME), "reason": "School holidays"}
    assert Program(people.lead).ask("post", address, body).status_code == 403
    assert Program(people.programme_lead).ask("post", address, body).status_code == 200
    assert Inspection.objects.get(pk=inspection.pk).fieldwork_start == TO_COME


def test_its_own_week_is_no_other(people):
    with pytest.raises(Invalid, match="Its fieldwork starts on 9 March 2026 already") as refusal:
        moved(inspection_at("planned"), WEEK)
    assert refusal.value.field == "fieldwork_start"
    assert moved(inspection_at("deferred", area=OTHER_AREA), WEEK).fieldwork_start == WEEK
    with pytest.raises(NotNow):
        moved(inspection_at("notified", year=2031), by=people.programme_lead)


def test_a_deferral_keeps_the_week_that_followed_it(people):
    inspection = moved(inspection_at("deferred"))
    moved(inspection, NEXT + timedelta(days=7), by=people.programme_lead)
    assert inspection.deferrals.get().new_start == NEXT


def test_the_team_is_told_neither_where_nor_when(people):
    inspection = inspection_at("planned")
    Email.objects.all().delete()
    moved(inspection)
    told = {email.to: email for email in Email.objects.all()}
    assert people.cqc.email in told
    assert not {people.programme_lead.email, people.co_ordinator.email} & set(told)
    email = told[people.cqc.email]
    assert email.subject == "An inspection of yours has another week"
    assert "has chosen another week for an inspection of yours, which is not announced yet." in email.body
    assert inspection.local_area.name not in email.body
    assert "2026" not in email.body


@time_machine.travel("2026-02-02T12:00Z")
def test_the_calendar_moves_and_the_year_counts_no_deferral(client, people):
    year = open_year(2025, by=people.programme_lead)
    inspection = inspection_at("planned", year=2025)
    _feed, secret = make_feed(by=people.cqc)
    address = reverse("calendar_file", args=[secret])
    assert fieldwork_in(client.get(address).content) == [(WEEK, 0)]
    moved(inspection)
    [(start, sequence)] = fieldwork_in(client.get(address).content)
    assert (start, sequence > 0) == (NEXT, True)
    found = standing_of(people.programme_lead, year)
    assert (found.planned, found.deferred, found.given_back) == (1, 0, ())


@time_machine.travel("2026-02-02T12:00Z")
def test_what_stands_in_for_another_says_what_another_year_would_mean(client, people):
    year = open_year(2025, by=people.programme_lead)
    gone, spare = inspection_at("deferred", year=2025), inspection_at("planned", year=2025, area=OTHER_AREA)
    replace(year, gone=gone, instead=spare, reason="Near", by=people.programme_lead)
    client.force_login(people.programme_lead)
    page = words(client.get(step_of(spare)))
    assert f"It stands in for {gone.local_area.name}. In a week of another year it does not" in page
    assert "Without it" not in page
