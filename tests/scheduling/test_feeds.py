"""One's own calendar by a secret link: what stands in it, to whom it opens, and when it ends."""

import hashlib
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from agencies import commands as agencies
from agencies.models import RoleKind
from audit import trail
from audit.models import Read
from inspections import commands
from inspections.models import Milestone, TeamPlace
from scheduling.commands import change_absence, make_feed, record_absence, revoke_feed
from scheduling.models import Absence, CalendarFeed
from tests.factors import with_factors
from tests.hidden import hidden
from tests.walk import AREA, OTHER_AREA, cast, inspection_at, walk_on

pytestmark = pytest.mark.django_db
WEEK = date(2026, 3, 9)
UNANNOUNCED = "Joint inspection (unannounced): "


@pytest.fixture(autouse=True)
def _winter():
    """A calendar holds the last year and what is to come: the weeks of these tests are, whenever they run."""
    with time_machine.travel("2026-02-02T12:00Z"):
        yield


@pytest.fixture
def people():
    return with_factors(cast())


def fresh(person):
    return User.objects.get(pk=person.pk)


def read(client, secret):
    return client.get(reverse("calendar_file", args=[secret]))


def events(client, secret):
    answer = read(client, secret)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def days_of(event):
    first, after = event.decoded("dtstart"), event.decoded("dtend")
    assert (type(first), type(after)) == (date, date)
    return first, after - timedelta(days=1)


def expected(inspection, before):
    """Every date that is known, by what it is called."""
    days = {before + "fieldwork": (inspection.fieldwork_start, inspection.fieldwork_end)}
    for row in inspection.milestones.exclude(kind__in=["fieldwork_start", "fieldwork_end"]):
        day = row.happened_on or row.day
        if day:
            label = str(row.get_kind_display())
            days[before + label[0].lower() + label[1:]] = (day, day)
    return days


def test_before_notification_every_date_is_there_and_the_area_is_not(client, people):
    inspection = inspection_at("planned")
    _feed, secret = make_feed(by=people.cqc)
    found = events(client, secret)
    assert {str(event["summary"]): days_of(event) for event in found} == expected(inspection, UNANNOUNCED)
    content = read(client, secret).content.decode()
    for word in ("Fellmoor", AREA, inspection.get_absolute_url(), "Neglect", "URL", "DESCRIPTION", "LOCATION"):
        assert word not in content
    assert {str(event["class"]) for event in found} == {"CONFIDENTIAL"}


def test_after_it_the_area_is_named_and_nothing_stays_double(client, people):
    inspection = inspection_at("planned")
    _feed, secret = make_feed(by=people.cqc)
    before = {str(event["uid"]): event for event in events(client, secret)}
    walk_on(inspection, "notified")
    inspection.refresh_from_db()
    after = {str(event["uid"]): event for event in events(client, secret)}
    assert set(after) == set(before)
    assert {str(event["summary"]): days_of(event) for event in after.values()} == expected(inspection, "JTAI Fellmoor: ")
    assert all(after[uid]["sequence"] > event["sequence"] for uid, event in before.items())
    moved = trail.trail_of(inspection.stream).get(verb="inspection.notify").at.replace(microsecond=0)
    assert {event.decoded("last-modified") for event in after.values()} == {moved}
    assert {str(event["url"]) for event in after.values()} == {f"http://localhost:8000{inspection.get_absolute_url()}"}


def test_a_changed_date_moves_its_entry_and_counts_on(client, people):
    inspection = inspection_at("notified")
    _feed, secret = make_feed(by=people.cqc)
    name = "JTAI Fellmoor: publication"
    before = next(event for event in events(client, secret) if event["summary"] == name)
    row = Milestone.objects.select_related("inspection").get(inspection=inspection, kind="publication")
    commands.override_date(row, day=date(2026, 5, 12), reason="Because of nothing that others may read", by=people.lead)
    after = next(event for event in events(client, secret) if event["summary"] == name)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert days_of(after) == (date(2026, 5, 12), date(2026, 5, 12))
    assert b"nothing that others" not in read(client, secret).content


def test_the_same_dates_are_the_same_bytes_with_what_programs_need(client, people):
    inspection_at("planned")
    _feed, secret = make_feed(by=people.cqc)
    once, again = read(client, secret).content, read(client, secret).content
    assert once == again
    calendar = Calendar.from_ical(once)
    assert (calendar["version"], calendar.decoded("refresh-interval")) == ("2.0", timedelta(hours=6))
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in once
    assert len({event["uid"] for event in calendar.walk("VEVENT")}) == len(list(calendar.walk("VEVENT")))


def test_only_ones_own_inspections_and_leave_stand_in_it(client, people):
    inspection_at("notified")
    inspection_at("planned", area=OTHER_AREA, partners=("ofsted",))
    lead = people.programme_lead
    Absence.objects.create(user=people.cqc, kind="leave", first_day=WEEK, last_day=date(2026, 3, 20), recorded_by=lead)
    Absence.objects.create(user=people.ofsted, kind="leave", first_day=WEEK, last_day=WEEK, recorded_by=lead)
    said = {str(event["summary"]): days_of(event) for event in events(client, make_feed(by=people.cqc)[1])}
    assert said["Leave"] == (WEEK, date(2026, 3, 20))
    assert {name.partition(":")[0] for name in said} == {"Leave", "JTAI Fellmoor"}
    said = [str(event["summary"]) for event in events(client, make_feed(by=lead)[1])]
    assert {name.partition(":")[0] for name in said} == {"JTAI Fellmoor", "Joint inspection (unannounced)"}


def test_leave_that_was_changed_is_read_anew(client, people):
    own = record_absence(person=people.cqc, kind="leave", first_day=WEEK, last_day=WEEK, by=people.cqc)
    _feed, secret = make_feed(by=people.cqc)
    [before] = events(client, secret)
    with time_machine.travel("2026-02-03T12:00Z"):
        later = date(2026, 4, 13)
        change_absence(own, kind="leave", first_day=later, last_day=later, by=people.cqc)
        [after] = events(client, secret)
    assert (after["uid"], after["sequence"], days_of(after)) == (before["uid"], before["sequence"] + 1, (later, later))
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_two_calendars_cannot_be_held_against_each_other(client, people):
    inspection_at("planned")
    one, other = ({str(event["uid"]) for event in events(client, make_feed(by=who)[1])} for who in (people.cqc, people.lead))
    assert one
    assert not one & other


def test_deferred_and_cancelled_inspections_are_gone_and_a_paused_one_may_not_hold(client, people):
    inspection_at("deferred")
    inspection_at("cancelled", area="X003")
    inspection_at("paused", area="X004")
    found = events(client, make_feed(by=people.cqc)[1])
    assert {str(event["summary"]).partition(":")[0] for event in found} == {"JTAI Saltmere X004"}
    assert {str(event["status"]) for event in found} == {"TENTATIVE"}


def test_a_new_week_after_notification_is_a_secret_again(client, people):
    inspection = inspection_at("notified")
    _feed, secret = make_feed(by=people.cqc)
    commands.defer(inspection, asked_by="Director", reason="A flood", by=people.programme_lead)
    assert events(client, secret) == []
    inspection.refresh_from_db()
    commands.reschedule(inspection, fieldwork_start=date(2026, 6, 8), reason="Agreed", by=people.programme_lead)
    found = events(client, secret)
    assert {str(event["summary"]).partition(": ")[0] + ": " for event in found} == {UNANNOUNCED}
    assert b"Fellmoor" not in read(client, secret).content


def test_a_place_that_has_ended_shows_nothing_more(client, people):
    inspection = inspection_at("notified")
    _feed, secret = make_feed(by=people.cqc)
    assert events(client, secret) != []
    commands.end_place(TeamPlace.objects.get(inspection=inspection, user=people.cqc), by=people.cqc_programme_lead)
    assert events(client, secret) == []


def test_of_the_secret_only_a_digest_is_kept_and_it_opens_nothing_else(client, people):
    feed, secret = make_feed(by=people.cqc)
    assert len(secret) >= 43
    assert feed.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert read(client, feed.digest).status_code == 404
    assert read(client, "x" * 43).status_code == 404
    assert read(client, secret).status_code == 200
    assert client.get("/").status_code == 302  # nobody is signed in by it
    assert client.cookies == {}


def test_a_replaced_and_a_revoked_link_open_nothing(client, people):
    _feed, former = make_feed(by=people.cqc)
    _feed, secret = make_feed(by=people.cqc)
    assert (read(client, former).status_code, read(client, secret).status_code) == (404, 200)
    assert revoke_feed(by=people.cqc) is True
    assert revoke_feed(by=people.cqc) is False
    assert read(client, secret).status_code == 404
    events_of_feed = [event.verb for event in trail.trail_of(f"person:{people.cqc.pk}")]
    assert events_of_feed == ["calendar_feed.revoke", "calendar_feed.make", "calendar_feed.make"]


def test_the_link_ends_with_the_person(client, people):
    _feed, secret = make_feed(by=people.cqc)
    agencies.leave(fresh(people.cqc), by=people.cqc_administrator)
    assert read(client, secret).status_code == 404
    assert CalendarFeed.objects.get().revoked_at is not None


def test_the_link_ends_with_a_role_without_casework(client, people):
    _feed, secret = make_feed(by=people.stranger)
    agencies.give_role(fresh(people.stranger), RoleKind.PROGRAMME_LEAD, by=people.ofsted_administrator)
    assert read(client, secret).status_code == 200
    agencies.end_role(fresh(people.stranger).roles.get(), by=people.ofsted_administrator)
    agencies.give_role(fresh(people.stranger), RoleKind.INFORMATION_GOVERNANCE, by=people.ofsted_administrator)
    assert read(client, secret).status_code == 404
    assert CalendarFeed.objects.get().revoked_at is not None


def test_the_link_ends_when_the_account_is_recovered(client, people):
    _feed, secret = make_feed(by=people.ofsted)
    recovery = agencies.ask_recovery(people.ofsted, reason="Lost the telephone", by=people.ofsted_administrator)
    assert read(client, secret).status_code == 200
    agencies.confirm_recovery(recovery, by=people.second_administrator)
    Authenticator.objects.create(user=people.ofsted, type=Authenticator.Type.TOTP, data={"secret": "x"})  # a new one is set up
    assert read(client, secret).status_code == 404


def test_without_a_second_factor_the_link_opens_nothing(client, people):
    _feed, secret = make_feed(by=people.cqc)
    Authenticator.objects.filter(user=people.cqc).delete()
    assert read(client, secret).status_code == 404


def test_a_closed_account_has_no_calendar(client, people):
    _feed, secret = make_feed(by=people.cqc)
    User.objects.filter(pk=people.cqc.pk).update(is_active=False)
    assert read(client, secret).status_code == 404


def test_what_a_program_reads_is_written_down_as_read_by_its_person(client, people):
    inspection = inspection_at("planned")
    feed, secret = make_feed(by=people.cqc)
    assert feed.read_at is None
    read(client, secret)
    feed.refresh_from_db()
    assert abs((timezone.now() - feed.read_at).total_seconds()) < 60
    row = Read.objects.get(stream=inspection.stream)
    assert (row.actor, row.thing) == (f"accounts.user:{people.cqc.pk}", "calendar_file")


def test_the_secret_is_shown_once_and_never_in_an_address_of_a_page(client, people):
    client.force_login(people.cqc)
    assert "You have no link" in client.get(reverse("calendar_feed")).content.decode()
    answer = client.post(reverse("calendar_feed_make"))
    said = answer.content.decode()
    (secret,) = {part.partition(".ics")[0] for part in said.split("/calendars/")[1:]}
    assert "no-store" in answer["Cache-Control"]
    assert read(client, secret).status_code == 200
    said = client.get(reverse("calendar_feed")).content.decode()
    assert secret not in said
    assert "Last read by a program" in said
    assert "Your former link stops at once" in client.get(reverse("calendar_feed_make")).content.decode()
    assert client.post(reverse("calendar_feed_revoke")).status_code == 302
    assert "You have no link" in client.get(reverse("calendar_feed")).content.decode()
    assert read(client, secret).status_code == 404


def test_reloading_the_page_with_the_new_link_makes_no_other(client, people):
    client.force_login(people.cqc)
    made = client.post(reverse("calendar_feed_make"), {"instead_of": ""})
    (secret,) = {part.partition(".ics")[0] for part in made.content.decode().split("/calendars/")[1:]}
    again = client.post(reverse("calendar_feed_make"), {"instead_of": ""})
    said = again.content.decode()
    assert (again.status_code, "/calendars/" in said, read(client, secret).status_code) == (409, False, 200)
    assert "Your link was made already, and shown once. If you have not copied it, replace it." in said
    # The page that says so is about the link that stands now.
    replaced = client.post(reverse("calendar_feed_make"), {"instead_of": hidden(again, "instead_of")})
    assert (replaced.status_code, read(client, secret).status_code) == (200, 404)
    assert CalendarFeed.objects.filter(user=people.cqc).count() == 2
    # One that was revoked meanwhile is not replaced either.
    stale = hidden(client.get(reverse("calendar_feed_make")), "instead_of")
    client.post(reverse("calendar_feed_revoke"))
    assert client.post(reverse("calendar_feed_make"), {"instead_of": stale}).status_code == 409


def test_a_program_that_has_the_same_bytes_is_told_so(client, people):
    inspection = inspection_at("notified")
    feed, secret = make_feed(by=people.cqc)
    first = read(client, secret)
    address, tag = reverse("calendar_file", args=[secret]), first["ETag"]
    assert (first["Cache-Control"], tag) == ("private, no-store", f'"{hashlib.sha256(first.content).hexdigest()}"')
    feed.refresh_from_db()
    with time_machine.travel("2026-02-03T12:00Z"):
        again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    read_before, _read = feed.read_at, feed.refresh_from_db()
    assert feed.read_at > read_before
    row = Milestone.objects.select_related("inspection").get(inspection=inspection, kind="publication")
    commands.override_date(row, day=date(2026, 5, 12), reason="Agreed", by=people.lead)
    later = client.get(address, headers={"if-none-match": tag})
    assert (later.status_code, later["ETag"] == tag) == (200, False)
    revoke_feed(by=people.cqc)
    assert client.get(address, headers={"if-none-match": later["ETag"]}).status_code == 404


def test_people_without_casework_have_no_calendar(client, people):
    for person in (people.co_ordinator, people.administrator, people.governance):
        client.force_login(person)
        assert client.get(reverse("calendar_feed")).status_code == 403
        assert client.post(reverse("calendar_feed_make")).status_code == 403
        assert reverse("calendar_feed") not in client.get(reverse("account")).content.decode()
    client.force_login(people.cqc)
    assert reverse("calendar_feed") in client.get(reverse("account")).content.decode()


def test_more_inspections_cost_no_more_queries(client, people):
    _feed, secret = make_feed(by=people.cqc)
    inspection_at("notified")
    for number in (3, 4):
        inspection_at("notified", area=f"X00{number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(events(client, secret)) > 9
        assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 10


def test_what_is_long_over_is_no_longer_there(client, people):
    inspection_at("notified")
    _feed, secret = make_feed(by=people.cqc)
    with time_machine.travel("2027-03-20T12:00Z"):
        assert events(client, secret) == []
