"""The demonstration as a newcomer meets it: the whole of it loaded once by the command, then looked at."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse

from accounts.models import User
from agencies.models import Interest, LocalArea, Role, RoleKind, SchoolHoliday
from agencies.queries import invitations_of, state_of
from inspections.commands import objections_to
from inspections.drift import drift
from inspections.models import ConflictOverride, EvidenceNote, Finding, Inspection, PastInspection, TeamPlace
from inspections.workflow import MAIN_LINE, Status
from intelligence.models import Item, Letter, LetterState, State, Use
from intelligence.queries import ItemFilter, LetterFilter, items_seen, letters_seen
from jobs.models import Email
from programmes.models import Activity, Breach, Recommendation
from reports.demonstration.people import sign_ins
from reports.demonstration.world import programme_year_of
from reports.models import Publication
from scheduling.queries import candidates, year_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# The storyboard must stand on any day; another one than today can be named: JTAI_DEMONSTRATION_DAY=2027-04-01
DAY = os.environ.get("JTAI_DEMONSTRATION_DAY", "")
GRADE = re.compile(r"\b(outstanding|requires improvement|inadequate)\b", re.IGNORECASE)
PAST_FIELDWORK = set(MAIN_LINE[MAIN_LINE.index(Status.MODERATION) :])


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001 -- makes the database
    with django_db_blocker.unblock(), transaction.atomic(), ExitStack() as stack:
        if DAY:
            stack.enter_context(time_machine.travel(DAY))
        call_command("load_demonstration", verbosity=0)
        connection.cursor().execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def test_one_year_shows_every_stage():
    year = programme_year_of(date.fromisoformat(DAY) if DAY else date.today())  # noqa: DTZ011 -- the storyboard's own day
    stages = Counter(Inspection.objects.filter(programme_year=year).values_list("status", flat=True))
    assert stages.pop(Status.DEFERRED) == 1
    assert sum(stages.values()) == 10
    everywhere = set(Inspection.objects.values_list("status", flat=True))
    assert everywhere == set(MAIN_LINE) | {Status.DEFERRED}
    assert PastInspection.objects.filter(local_area__demonstration=True).values("year").distinct().count() >= 3


def test_school_holidays_are_known_of_most_invented_areas_around_this_year():
    year = programme_year_of(date.fromisoformat(DAY) if DAY else date.today())  # noqa: DTZ011 -- as above
    rows = SchoolHoliday.objects.filter(local_area__demonstration=True, school_year__range=(year - 1, year + 1))
    counted = rows.order_by("school_year").values_list("school_year").annotate(areas=Count("local_area", distinct=True))
    assert list(counted) == [(year - 1, 22), (year, 22), (year + 1, 22)]
    assert not SchoolHoliday.objects.filter(local_area__demonstration=False).exists()


def test_what_was_shared_was_used_in_what_ended_afterwards():
    use = Use.objects.select_related("item").get()
    activity = Activity.objects.get(pk=use.target.removeprefix("programmes.activity:"))
    assert use.item.sent_at.date() <= activity.starts_on
    assert activity.ends_on <= use.at.date()


def test_amounts_are_believable():
    for inspection in Inspection.objects.filter(status__in=PAST_FIELDWORK):
        findings = Finding.objects.filter(inspection=inspection).count()
        notes = EvidenceNote.objects.filter(inspection=inspection)
        assert 20 <= findings <= 60, (inspection, findings)
        assert 100 <= notes.count() <= 300, (inspection, notes.count())
        assert notes.values("text__body").distinct().count() == notes.count(), inspection


def test_one_report_of_each_framework_and_a_topic_ready_for_a_thematic_report():
    published = Publication.objects.values_list("report__inspection__framework__code", "report__inspection__topic__code")
    assert {framework for framework, _topic in published} == {"2018", "2022-front-door", "2022-thematic"}
    assert Counter(published)["2022-thematic", "domestic-abuse-young-children"] == 6


def test_real_areas_carry_nothing_invented_and_nobody_is_written_to():
    assert Inspection.objects.exclude(local_area__demonstration=True).count() == 0
    assert LocalArea.objects.filter(demonstration=True).count() == 24
    assert User.objects.filter(demonstration=False).count() == 0
    assert Email.objects.filter(sent_at=None).count() == 0


def test_published_pages_say_that_they_are_invented_and_carry_no_grade(client):
    for publication in Publication.objects.all():
        page = client.get(reverse("published_report", args=[publication.slug])).content.decode()
        assert "invented" in page
        assert GRADE.findall(page) == []


def test_people_can_be_managed_and_all_grants_agree():
    assert list(drift()) == []
    held = Role.objects.filter(kind=RoleKind.ADMINISTRATOR).values_list("user__membership__inspectorate__code", flat=True)
    assert Counter(held) == {"ofsted": 2, "cqc": 1, "hmicfrs": 1, "hmi-probation": 1}
    by = Role.objects.get(kind=RoleKind.ADMINISTRATOR, user__membership__inspectorate__code="cqc").user
    parts = {person.part: person.email for person in sign_ins()}
    assert {"Observer, Ofsted", "Information governance, Ofsted", "Information governance, CQC"} <= set(parts)
    assert TeamPlace.objects.filter(user__email=parts["Observer, Ofsted"], part="observer", ended_at=None).count() == 1
    assert Counter(state_of(row) for row in invitations_of(by)) == {"open": 2, "expired": 1}
    override = ConflictOverride.objects.get()
    assert override.allowed
    assert override.inspection.team.filter(user=override.user, ended_at=None).exists()
    assert Interest.objects.count() == 3


def test_every_programme_and_what_was_shared_is_shown():
    activities = Counter(Activity.objects.values_list("programme__code", flat=True))
    with_some = {"ilacs", "peel", "ncpi", "fundamental-standards", "clas", "saas", "youth-justice", "other-ofsted"}
    assert set(activities) == with_some
    assert activities["ilacs"] > 150
    assert set(Activity.objects.values_list("standing", flat=True)) == {"planned", "done", "published"}
    assert set(Breach.objects.values_list("state", flat=True)) >= {"must-address", "addressed"}
    assert set(Recommendation.objects.values_list("state", flat=True)) == {"open", "met"}
    office = User.objects.filter(roles__kind=RoleKind.PROGRAMME_LEAD, membership__inspectorate__code="cqc").get()
    counts = {str(state): items_seen(office, ItemFilter(state=state)).count() for state in State}
    assert counts == {"": 4, "standing": 3, "draft": 1, "open": 2, "closed": 1, "withdrawn": 1}
    assert not Activity.objects.exclude(agency__demonstration=True).exclude(local_area__demonstration=True).exists()
    assert not Item.objects.exclude(local_area__demonstration=True).exists()
    counts = {str(state): letters_seen(office, LetterFilter(state=state)).count() for state in LetterState}
    assert counts == {"": 1, "draft": 0, "waiting": 1, "acknowledged": 0}
    assert not Letter.objects.exclude(local_area__demonstration=True).exists()
    assert Letter.objects.filter(sent_at=None).count() == 1


def test_routine_visits_stand_on_working_days_and_no_short_one_goes_over_a_weekend():
    days = list(Activity.objects.values_list("programme__code", "starts_on", "ends_on"))
    assert [row for row in days if row[1].weekday() > 4 or row[2].weekday() > 4] == []
    assert [row for row in days if (row[2] - row[1]).days < 7 and row[2].weekday() < row[1].weekday()] == []


def test_of_the_year_to_come_some_local_areas_have_routine_visits_that_are_planned():
    year = programme_year_of(date.fromisoformat(DAY) if DAY else date.today()) + 1  # noqa: DTZ011 -- as above
    rows = Activity.objects.filter(starts_on__gte=date(year, 4, 1), starts_on__lt=date(year + 1, 4, 1))
    assert {"peel", "ilacs", "youth-justice", "other-ofsted"} <= set(rows.values_list("programme__code", flat=True))
    assert set(rows.values_list("standing", flat=True)) == {"planned"}
    lead = User.objects.filter(roles__kind=RoleKind.PROGRAMME_LEAD, membership__inspectorate__code="ofsted").earliest("pk")
    known = [one for one in candidates(lead, year_for(lead, year)) if one.coming]
    assert 8 <= len(known) <= 20


def test_what_was_deferred_had_its_week_outside_the_closed_periods():
    row = Inspection.objects.get(status=Status.DEFERRED)
    assert objections_to(row.fieldwork_start) == []
