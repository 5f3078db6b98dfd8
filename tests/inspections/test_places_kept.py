"""Nobody loses a place unsaid, administrators get none, and what is in doubt about interests is shown to whoever staffs the team."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import commands as people_commands
from agencies.models import RoleKind
from inspections import commands, policies, queries
from inspections.models import Part, TeamPlace
from jobs.models import Email
from jtai.errors import NotNow
from tests.factories import MembershipFactory, RoleFactory
from tests.factors import with_factors
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db
MARK = "Conflict of interest declared"
UNDECLARED = "Interests not declared"
TOLD = "Your programme lead is told that there is a conflict, not what it is."
SUBJECT = "A conflict of interest on an inspection team"


@pytest.fixture
def people():
    return with_factors(cast())


def place_of(inspection, person):
    return inspection.team.get(user=person, ended_at=None)


def page(client, viewer, name, /, *args, **data):
    client.force_login(viewer)
    address = reverse(name, args=args)
    answer = client.post(address, data, follow=True) if data else client.get(address)
    return answer.content.decode()


def declare(person, area):
    return people_commands.declare_interest(kind="lives", local_area=area, details="canary-of-the-tie", by=person)


# Handing over to somebody with a place


@pytest.mark.parametrize(
    ("from_", "to", "part"),
    [
        ("ofsted", "reviewer", "quality assurance"),
        ("lead", "reviewer", "quality assurance"),
        ("ofsted", "lead", "lead inspector"),
        ("observer", "ofsted", "team inspector"),
        ("lead", "observer", "observer"),
    ],
)
def test_handing_over_never_ends_another_place_of_the_successor_unsaid(people, from_, to, part):
    inspection = inspection_at("fieldwork")
    before = list(TeamPlace.objects.order_by("pk").values_list("pk", "ended_at"))
    successor = getattr(people, to)
    with pytest.raises(NotNow) as refusal:
        commands.replace(place_of(inspection, getattr(people, from_)), person=successor, by=people.programme_lead)
    assert str(refusal.value) == (
        f"{successor.name} already has the place of {part} here. End that place first, or choose somebody else."
    )
    assert list(TeamPlace.objects.order_by("pk").values_list("pk", "ended_at")) == before


def test_the_form_says_before_and_the_message_after_that_the_inspectors_place_ends(client, people):
    inspection = inspection_at("fieldwork")
    for person in (people.ofsted, people.reviewer):
        people_commands.state_interests(nothing=True, by=person)
    at = (inspection.pk, place_of(inspection, people.lead).pk)
    form = page(client, people.programme_lead, "team_replace", *at)
    assert ">Ofsted, Inspector, has the place of team inspector, which then ends<" in form
    assert ">Reviewer, Quality assurance manager, has the place of quality assurance<" in form
    after = page(client, people.programme_lead, "team_replace", *at, person=people.ofsted.pk)
    assert "Ofsted has taken the place over. Their place of team inspector has ended." in after
    assert [place.part for place in inspection.team.filter(user=people.ofsted, ended_at=None)] == [Part.LEAD]


# Administrators


def test_an_administrator_is_not_offered_and_gets_no_place(client, people):
    inspection = inspection_at("fieldwork")
    administrator, office = people.second_administrator, people.programme_lead
    # Also with another role: who gives rights gives themselves none to casework.
    RoleFactory(user=people.ofsted_administrator, kind=RoleKind.OBSERVER)
    for nobody in (administrator, people.ofsted_administrator):
        assert nobody not in queries.candidates_for(office, inspection)
        assert nobody not in queries.people_to_replace(place_of(inspection, people.ofsted))
    assert people.stranger in queries.candidates_for(office, inspection)
    assert f">{administrator.name}, " not in page(client, office, "team_add", inspection.pk)
    for act in (
        lambda: commands.assign(inspection, person=administrator, part=Part.INSPECTOR, by=office),
        lambda: commands.assign(inspection, person=people.ofsted_administrator, part=Part.OBSERVER, by=office),
        lambda: commands.replace(place_of(inspection, people.ofsted), person=administrator, by=office),
    ):
        with pytest.raises(NotNow, match=r"is an inspectorate administrator, who sees no casework. Choose somebody else."):
            act()
    assert not TeamPlace.objects.filter(user__in=[administrator, people.ofsted_administrator]).exists()


def test_no_override_is_asked_for_an_administrator(people):
    inspection = inspection_at("planned")
    declare(people.cqc_administrator, inspection.local_area)
    with pytest.raises(NotNow, match="sees no casework"):
        commands.ask_override(inspection, person=people.cqc_administrator, reason="x", by=people.programme_lead)


# Interests that were never declared


def test_who_never_declared_is_named_so_before_and_marked_after(client, people):
    inspection = inspection_at("fieldwork")
    declared = MembershipFactory(inspectorate=people.ofsted.membership.inspectorate).user
    people_commands.state_interests(nothing=True, by=declared)
    people_commands.state_interests(nothing=True, by=people.ofsted)
    add = page(client, people.programme_lead, "team_add", inspection.pk)
    assert ">Stranger, Inspector (has not declared interests)<" in add
    assert f">{declared.name}, Inspector<" in add
    replace = page(client, people.programme_lead, "team_replace", inspection.pk, place_of(inspection, people.observer).pk)
    assert ">Stranger, Inspector (has not declared interests)<" in replace
    places = inspection.team.filter(ended_at=None)
    assert page(client, people.programme_lead, "team", inspection.pk).count(UNDECLARED) == places.count() - 1
    own = places.filter(inspectorate__code="cqc")
    assert page(client, people.cqc_programme_lead, "team", inspection.pk).count(UNDECLARED) == own.count()
    for nobody in (people.lead, people.cqc, people.observer):
        assert UNDECLARED not in page(client, nobody, "team", inspection.pk)


# Conflicts that are declared after the place was given


def test_a_conflict_declared_later_is_told_to_the_own_programme_leads_and_marked(client, people):
    inspection = inspection_at("fieldwork")
    area = inspection.local_area
    after = page(client, people.cqc, "interest_add", kind="lives", local_area=area.pk, details="canary-of-the-tie")
    assert f"Your interest was declared. {TOLD}" in after
    told = Email.objects.filter(subject=SUBJECT)
    assert [mail.to for mail in told] == [people.cqc_programme_lead.email]
    assert f"the inspection of {area.name}" in told[0].body
    assert f"/inspections/{inspection.pk}/team/" in told[0].body
    assert "canary" not in told[0].body
    for staffs in (people.programme_lead, people.cqc_programme_lead):
        shown = page(client, staffs, "team", inspection.pk)
        assert shown.count(MARK) == 1
        assert "canary" not in shown
    for nobody in (people.lead, people.cqc, people.observer, people.hmicfrs):
        assert MARK not in page(client, nobody, "team", inspection.pk)
    assert place_of(inspection, people.cqc)


def test_a_planned_week_is_not_named_in_it(people):
    inspection = inspection_at("planned")
    declare(people.cqc, inspection.local_area)
    body = Email.objects.get(subject=SUBJECT).body
    assert inspection.local_area.name not in body
    assert "not announced yet" in body


def test_nobody_is_told_of_what_stands_against_nothing(client, people):
    inspection = inspection_at("fieldwork")
    elsewhere = inspection_at("cancelled", area="X002", year=2024)
    for person, area in (
        (people.stranger, inspection.local_area),  # no place
        (people.cqc, elsewhere.local_area),  # an inspection that was cancelled
        (people.hmicfrs, inspection.local_area),  # nobody there to tell
    ):
        after = page(client, person, "interest_add", kind="lives", local_area=area.pk)
        assert "Your interest was declared." in after
        assert TOLD not in after
    people_commands.change_interest(
        people.stranger.interests.get(), kind="relative", local_area=elsewhere.local_area, by=people.stranger
    )
    commands.end_place(place_of(inspection, people.ofsted), by=people.programme_lead)
    declare(people.ofsted, inspection.local_area)
    assert not Email.objects.filter(subject=SUBJECT).exists()


def test_an_override_takes_the_mark_away_until_something_newer_is_declared(client, people):
    inspection = inspection_at("fieldwork")
    declare(people.cqc, inspection.local_area)
    override = commands.ask_override(inspection, person=people.cqc, reason="Needed", by=people.cqc_programme_lead)
    assert MARK in page(client, people.programme_lead, "team", inspection.pk)
    commands.decide_override(override, allowed=True, reason="Slight", by=people.programme_lead)
    assert MARK not in page(client, people.programme_lead, "team", inspection.pk)
    declare(people.cqc, inspection.local_area)
    assert MARK in page(client, people.programme_lead, "team", inspection.pk)


def test_the_pages_of_the_team_stay_within_twelve_queries(client, people):
    inspection = inspection_at("fieldwork")
    declare(people.cqc, inspection.local_area)
    override = commands.ask_override(inspection, person=people.cqc, reason="Needed", by=people.cqc_programme_lead)
    commands.decide_override(override, allowed=True, reason="Slight", by=people.programme_lead)
    client.force_login(people.programme_lead)
    for address in (
        reverse("team", args=[inspection.pk]),
        reverse("team_add", args=[inspection.pk]),
        reverse("team_replace", args=[inspection.pk, place_of(inspection, people.lead).pk]),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked = [query for query in captured if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= 12, address


# Who decides


def test_the_email_that_asks_for_a_decision_leads_to_it_and_the_page_says_who_decides(client, people):
    inspection = inspection_at("planned")
    declare(people.stranger, inspection.local_area)
    ask = page(client, people.programme_lead, "override_ask", inspection.pk, people.stranger.pk)
    assert "Another programme lead of an inspectorate that takes part decides" in ask
    override = commands.ask_override(inspection, person=people.stranger, reason="Needed", by=people.programme_lead)
    assert "Another programme lead of an inspectorate that takes part has to decide." in policies.can_decide_override.why_not(
        people.programme_lead, override
    )
    mail = Email.objects.get(subject="A decision about a conflict of interest is asked of you")
    address = reverse("override", args=[inspection.pk, override.pk])
    assert mail.to == people.cqc_programme_lead.email
    assert mail.body.endswith(address)
    client.force_login(people.cqc_programme_lead)
    assert client.get(address).status_code == 200
