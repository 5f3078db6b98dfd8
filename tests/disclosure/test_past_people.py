"""Who has left is who asks: what was written to them and about them while they belonged here is found, and nothing after it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.streams import stream_of
from agencies import commands as people_of
from agencies.models import Inspectorate, Membership, PastMembership
from audit.models import Event
from audit.trail import record
from inspections import commands
from jobs.models import Email
from tests.disclosure.test_answering import keys_of
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db
THEN = timezone.now() - timedelta(days=400)


def at(code: str) -> Inspectorate:
    return Inspectorate.objects.get(code=code)


def email(to: User, subject: str = "Zebra", sent_at: object = None) -> str:
    made = Email.objects.create(to=to.email, subject=subject, body="x", sent_at=sent_at or timezone.now())
    return f"email:{made.pk}"


def reason(person: User, by: User, words: str) -> str:
    record("person.ask_recovery", person, stream=stream_of(person), by=by, reason=words)
    return f"event:{Event.objects.latest('pk').pk}"


def test_what_was_written_to_and_about_somebody_who_left_is_found() -> None:
    people = cast()
    left = people.cqc
    people_of.change_membership(left, job_title="Inspector", name="Wilhelmina Zebra", by=people.cqc_administrator)
    renamed = f"event:{Event.objects.get(verb='person.rename').pk}"
    lost = reason(left, people.cqc_administrator, "Lost phone, zebra")
    known = {renamed, lost, email(left, sent_at=THEN), email(left)}
    assert keys_of(at("cqc"), "zebra") == known
    people_of.leave(left, by=people.cqc_administrator)
    assert keys_of(at("cqc"), "zebra") == known
    PastMembership.objects.filter(user=left).update(until=timezone.localdate() - timedelta(days=1))
    late = email(left)
    assert late not in keys_of(at("cqc"), "zebra")
    assert keys_of(at("ofsted"), "zebra") == set()


def test_who_moved_on_is_found_by_each_for_its_own_time_also_on_the_day_of_the_move() -> None:
    people = cast()
    moved = people.cqc
    before = {email(moved), reason(moved, moved, "zebra"), email(moved, sent_at=THEN)}
    people_of.join(moved, inspectorate=at("ofsted"), job_title="Zebra keeper", by=people.administrator)
    after = {email(moved), reason(moved, moved, "zebra once more"), reason(moved, people.ofsted_administrator, "zebra")}
    assert keys_of(at("cqc"), "zebra") == before
    assert keys_of(at("ofsted"), "zebra") == after


def test_what_somebody_did_elsewhere_before_they_came_or_after_they_went_is_not_found() -> None:
    """By days too: a year there, then here."""
    people = cast()
    moved = people.cqc
    today = timezone.localdate()
    Membership.objects.filter(user=moved).update(inspectorate=at("ofsted"), since=today - timedelta(days=100))
    PastMembership.objects.create(
        user=moved, inspectorate=at("cqc"), job_title="x", since=date(2020, 1, 1), until=today - timedelta(days=200)
    )
    theirs = email(moved, sent_at=THEN)
    between = email(moved, sent_at=timezone.now() - timedelta(days=150))
    now = {email(moved), reason(moved, moved, "zebra")}
    assert keys_of(at("cqc"), "zebra") == {theirs}
    assert keys_of(at("ofsted"), "zebra") == now
    assert between not in keys_of(at("ofsted"), "zebra")


def test_why_an_override_was_asked_for_stays_with_the_inspectorate_of_that_day() -> None:
    people = cast()
    inspection = inspection_at("notified")
    people_of.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    commands.ask_override(inspection, person=people.stranger, reason="Zebra", by=people.programme_lead)
    asked = f"event:{Event.objects.latest('pk').pk}"
    people_of.leave(people.stranger, by=people.ofsted_administrator)
    assert (keys_of(at("ofsted"), "zebra"), keys_of(at("cqc"), "zebra")) == ({asked}, set())


def test_why_an_override_was_asked_for_is_not_found_by_a_namesakes_inspectorate() -> None:
    """A name is not one person's, and a person is not one name's."""
    people = cast()
    inspection = inspection_at("notified")
    people_of.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    User.objects.filter(pk=people.cqc.pk).update(name=people.stranger.name)
    commands.ask_override(inspection, person=people.stranger, reason="Zebra", by=people.programme_lead)
    asked = f"event:{Event.objects.latest('pk').pk}"
    User.objects.filter(pk=people.stranger.pk).update(name="Ann Newname")
    assert (keys_of(at("ofsted"), "zebra"), keys_of(at("cqc"), "zebra")) == ({asked}, set())


def test_what_another_inspectorate_decided_about_ones_own_person_is_found_by_ones_own_alone() -> None:
    people = cast()
    inspection = inspection_at("notified")
    people_of.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    asked = commands.ask_override(inspection, person=people.stranger, reason="Wanted", by=people.programme_lead)
    commands.decide_override(asked, allowed=False, reason="Zebra", by=people.cqc_programme_lead)
    decided = f"event:{Event.objects.get(verb='inspection.decide_override').pk}"
    assert (keys_of(at("ofsted"), "zebra"), keys_of(at("cqc"), "zebra")) == ({decided}, set())
