"""A place handed over in mid-inspection, and conflicts of interest: the rules, each broken once."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from agencies import commands as people_commands
from agencies.models import Interest, InterestKind, RoleKind
from agencies.queries import has_conflict
from audit.models import Words
from inspections import access, commands, queries
from inspections.drift import drift
from inspections.models import ConflictOverride, Part, TeamPlace
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from reports import commands as reporting
from tests.factories import MembershipFactory
from tests.factors import with_factors
from tests.walk import AREA, Cast, cast, inspection_at, local_area, note
from tests.walk_reports import first_paragraph, report_at

pytestmark = pytest.mark.django_db
SECRET_TIE = "my-sister-works-there-canary"


@pytest.fixture
def people() -> Cast:
    return with_factors(cast())


def fresh(person):
    return User.objects.get(pk=person.pk)


def colleague(person):
    """Somebody else of the same inspectorate, who holds no role."""
    return MembershipFactory(inspectorate=person.membership.inspectorate).user


def place_of(inspection, person):
    return inspection.team.get(user=person, ended_at=None)


# Handing over


def test_a_new_lead_goes_on_with_the_open_draft_and_the_old_one_is_out_at_once(people, client):
    report = report_at("drafting")
    inspection = report.inspection
    paragraph = first_paragraph(report)
    reporting.edit_paragraph(paragraph, base=paragraph.text.version, text="Half a sentence", by=people.lead)
    client.force_login(people.lead)
    address = f"/inspections/{inspection.pk}/report/"
    assert client.get(address).status_code == 200

    commands.replace(place_of(inspection, people.lead), person=people.stranger, by=people.programme_lead)

    assert client.get(address).status_code == 404
    assert client.get(f"/inspections/{inspection.pk}/").status_code == 404
    client.force_login(people.stranger)
    assert client.get(address).status_code == 200
    fresh_paragraph = first_paragraph(report)
    assert fresh_paragraph.text.body == "Half a sentence"
    reporting.edit_paragraph(
        fresh_paragraph, base=fresh_paragraph.text.version, text="A whole sentence.", by=fresh(people.stranger)
    )
    authors = list(fresh_paragraph.text.revisions.order_by("number").values_list("author__name", flat=True))
    assert authors[-2:] == ["Lead", "Stranger"]
    assert list(drift()) == []
    told = dict(
        Email.objects.filter(to__in=[people.lead.email, people.stranger.email]).order_by("pk").values_list("to", "subject")
    )
    assert told[people.lead.email] == "Your place on an inspection team has ended"
    assert told[people.stranger.email] == "You have a place on an inspection team"


def test_open_notes_are_the_successors_and_stay_under_their_authors_name(people):
    inspection = inspection_at("fieldwork")
    written = note(inspection, by=people.ofsted)

    made = commands.replace(place_of(inspection, people.ofsted), person=people.stranger, by=people.programme_lead)

    assert (made.part, made.took_over_from.user) == (Part.INSPECTOR, people.ofsted)
    mine = queries.notes_seen(fresh(people.stranger), inspection, mine=True)
    assert [(row.pk, row.author.name) for row in mine] == [(written.pk, "Ofsted")]
    facts = {"activity": written.activity, "strand": written.strand}
    commands.edit_note(written, base=1, text="Gone on.", by=fresh(people.stranger), **facts)
    with pytest.raises(NotAllowed):
        commands.edit_note(written, base=2, text="Still here?", by=fresh(people.ofsted), **facts)


def test_what_was_taken_over_twice_is_the_last_ones(people):
    inspection = inspection_at("fieldwork")
    first = note(inspection, by=people.ofsted)
    commands.replace(place_of(inspection, people.ofsted), person=people.stranger, by=people.programme_lead)
    third = colleague(people.ofsted)
    commands.replace(place_of(inspection, people.stranger), person=third, by=people.programme_lead)
    mine = queries.notes_seen(fresh(third), inspection, mine=True)
    assert list(mine.values_list("pk", flat=True)) == [first.pk]
    assert access.whose_work(fresh(people.stranger), inspection) == {people.stranger.pk}


def test_a_member_of_the_team_may_become_the_lead(people):
    inspection = inspection_at("fieldwork")
    commands.replace(place_of(inspection, people.lead), person=people.ofsted, by=people.programme_lead)
    assert [place.part for place in inspection.team.filter(user=people.ofsted, ended_at=None)] == [Part.LEAD]
    assert list(drift()) == []


def test_a_place_is_handed_over_by_whoever_may_give_it_within_the_inspectorate(people):
    inspection = inspection_at("fieldwork")
    place = place_of(inspection, people.ofsted)
    with pytest.raises(NotAllowed, match="Only programme leads"):
        commands.replace(place, person=people.stranger, by=people.lead)
    with pytest.raises(NotAllowed, match="Only programme leads"):
        commands.replace(place, person=people.stranger, by=people.cqc_programme_lead)
    with pytest.raises(NotNow, match="comes from Ofsted"):
        commands.replace(place, person=people.cqc_administrator, by=people.programme_lead)
    with pytest.raises(NotNow, match="holds this place"):
        commands.replace(place, person=people.ofsted, by=people.programme_lead)
    with pytest.raises(Invalid, match="observer role"):
        commands.replace(place_of(inspection, people.observer), person=people.stranger, by=people.programme_lead)
    assert place_of(inspection, people.ofsted) == place


def test_when_something_fails_nothing_has_changed(people, monkeypatch):
    inspection = inspection_at("fieldwork")
    before = list(TeamPlace.objects.values_list("pk", "ended_at"))
    monkeypatch.setattr("inspections.notices.send_email", lambda **_words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        commands.replace(place_of(inspection, people.ofsted), person=people.stranger, by=people.programme_lead)
    assert list(TeamPlace.objects.values_list("pk", "ended_at")) == before
    assert note(inspection, by=fresh(people.ofsted)).author == people.ofsted


# Conflicts of interest


def declare(person, kind=InterestKind.RELATIVE, **facts):
    given = {"details": SECRET_TIE, **facts}
    if not {"local_area", "agency"} & set(given):
        given["local_area"] = local_area(AREA)
    return people_commands.declare_interest(kind=kind, by=person, **given)


def assign(inspection, person, by):
    return commands.assign(inspection, person=person, part=Part.INSPECTOR, by=by)


def test_a_conflict_stops_the_assignment_until_a_second_person_allows_it(people):
    inspection = inspection_at("planned")
    declare(people.stranger)
    with pytest.raises(NotNow, match="has a conflict of interest"):
        assign(inspection, people.stranger, people.programme_lead)
    with pytest.raises(NotNow, match="has a conflict of interest"):
        commands.replace(place_of(inspection, people.ofsted), person=people.stranger, by=people.programme_lead)

    override = commands.ask_override(inspection, person=people.stranger, reason="Nobody else", by=people.programme_lead)
    with pytest.raises(NotAllowed, match="You asked for this"):
        commands.decide_override(override, allowed=True, reason="Fine", by=people.programme_lead)
    for nobody in (people.lead, people.stranger, people.ofsted_administrator, people.administrator):
        with pytest.raises(NotAllowed):
            commands.decide_override(override, allowed=True, reason="Fine", by=nobody)
    with pytest.raises(NotNow, match="has a conflict of interest"):
        assign(inspection, people.stranger, people.programme_lead)

    commands.decide_override(override, allowed=True, reason="It is slight", by=people.cqc_programme_lead)
    assert assign(inspection, people.stranger, people.programme_lead).user == people.stranger
    kept = ConflictOverride.objects.get()
    assert (kept.reason, kept.decision_reason, kept.decided_by) == ("Nobody else", "It is slight", people.cqc_programme_lead)


def test_a_refused_override_and_one_before_a_newer_interest_allow_nothing(people):
    inspection = inspection_at("planned")
    declare(people.stranger)
    facts = {"person": people.stranger, "by": people.programme_lead}
    refused = commands.ask_override(inspection, reason="Nobody else", **facts)
    commands.decide_override(refused, allowed=False, reason="Too near", by=people.cqc_programme_lead)
    with pytest.raises(NotNow, match="conflict of interest"):
        assign(inspection, people.stranger, people.programme_lead)
    allowed = commands.ask_override(inspection, reason="Still nobody else", **facts)
    commands.decide_override(allowed, allowed=True, reason="Then so", by=people.cqc_programme_lead)
    ConflictOverride.objects.filter(pk=allowed.pk).update(decided_at=timezone.now() - timedelta(days=2))
    with pytest.raises(NotNow, match="conflict of interest"):
        assign(inspection, people.stranger, people.programme_lead)


def test_who_allowed_it_does_not_give_the_place(people):
    inspection = inspection_at("planned")
    wanted = colleague(people.cqc)
    declare(wanted)
    override = commands.ask_override(inspection, person=wanted, reason="x", by=people.programme_lead)
    commands.decide_override(override, allowed=True, reason="Fine", by=people.cqc_programme_lead)
    with pytest.raises(NotAllowed, match="Somebody else has to give the place"):
        assign(inspection, wanted, people.cqc_programme_lead)


def test_an_agency_of_the_partnership_counts_and_old_work_or_another_area_does_not(people):
    inspection = inspection_at("planned")
    elsewhere = local_area("X002")
    start = inspection.fieldwork_start
    force = inspection.local_area.partnership.agencies.get(kind__code="police")
    for person, facts, stops in (
        (people.stranger, {"kind": "employer", "agency": force}, True),
        (colleague(people.ofsted), {"kind": "lives", "local_area": elsewhere}, False),
        (colleague(people.cqc), {"kind": "worked", "agency": force, "last_day": start.replace(year=start.year - 4)}, False),
        (
            people.decision_maker,
            {"kind": "worked", "agency": force, "last_day": start.replace(year=start.year - 2)},
            True,
        ),
    ):
        declare(person, **facts)
        if stops:
            with pytest.raises(NotNow, match="conflict of interest"):
                assign(inspection, person, people.programme_lead)
        else:
            assign(inspection, person, people.programme_lead)


def test_nobody_clears_their_own_conflict_by_ending_it_and_after_three_years_it_is_over(people):
    inspection = inspection_at("planned")
    interest = declare(people.stranger)
    people_commands.end_interest(interest, by=people.stranger)
    people_commands.state_interests(nothing=True, by=people.stranger)
    with pytest.raises(NotNow, match="conflict of interest"):
        assign(inspection, people.stranger, people.programme_lead)
    interest.refresh_from_db()
    assert interest.ended_on == timezone.localdate()
    start = inspection.fieldwork_start
    for years, stops in ((2, True), (3, False)):
        day = start.replace(year=start.year - years)
        Interest.objects.filter(pk=interest.pk).update(declared_on=day, ended_on=day)
        assert has_conflict(people.stranger, inspection.local_area, start) is stops
    assert assign(inspection, people.stranger, people.programme_lead).user == people.stranger


def test_a_change_leaves_the_old_interest_standing(people):
    inspection = inspection_at("planned")
    interest = declare(people.stranger)
    people_commands.change_interest(interest, kind="lives", local_area=local_area("X002"), by=people.stranger)
    with pytest.raises(NotNow, match="conflict of interest"):
        assign(inspection, people.stranger, people.programme_lead)


def test_what_the_interest_is_reaches_its_person_and_their_own_administrator_alone(people, client):
    inspection = inspection_at("planned")
    declare(people.stranger)
    override = commands.ask_override(inspection, person=people.stranger, reason="Nobody else", by=people.programme_lead)
    commands.decide_override(override, allowed=True, reason="Slight", by=people.cqc_programme_lead)
    assign(inspection, people.stranger, people.programme_lead)
    seen = {}
    for person in (people.stranger, people.ofsted_administrator, people.cqc_administrator, people.programme_lead, people.lead,
                   people.cqc_programme_lead, people.administrator):  # fmt: skip
        client.force_login(person)
        pages = [
            "/account/", "/account/interests/", "/people/", f"/people/{people.stranger.pk}/", f"/api/v1/people/{people.stranger.pk}/",
            "/api/v1/me/interests/", f"/inspections/{inspection.pk}/team/", f"/inspections/{inspection.pk}/team/overrides/{override.pk}/",
            f"/api/v1/inspections/{inspection.pk}/overrides/",
        ]  # fmt: skip
        seen[person.name] = any(SECRET_TIE in client.get(page).content.decode() for page in pages)
    assert {name for name, sees in seen.items() if sees} == {"Stranger", "Ofsted administrator"}
    assert SECRET_TIE not in json.dumps(list(Words.objects.values()), default=str)
    assert not Email.objects.filter(body__contains=SECRET_TIE).exists()


def test_nothing_to_declare_is_a_statement_that_is_asked_again_after_a_year(people):
    said = people_commands.state_interests(nothing=True, by=people.stranger)
    assert (said.nothing, said.on) == (True, timezone.localdate())
    declare(people.stranger)
    with pytest.raises(NotNow, match="End those"):
        people_commands.state_interests(nothing=True, by=people.stranger)
    with pytest.raises(NotAllowed, match="people of an inspectorate"):
        people_commands.state_interests(nothing=True, by=people.co_ordinator)


def test_only_people_with_the_role_observe(people):
    inspection = inspection_at("planned")
    with pytest.raises(Invalid, match="observer role"):
        commands.assign(inspection, person=people.stranger, part=Part.OBSERVER, by=people.programme_lead)
    people_commands.give_role(people.stranger, RoleKind.OBSERVER, by=people.ofsted_administrator)
    commands.assign(inspection, person=fresh(people.stranger), part=Part.OBSERVER, by=people.programme_lead)


def test_the_database_wants_two_others(people):
    inspection = inspection_at("planned")
    for facts in (
        {"asked_by": people.stranger},
        {"asked_by": people.lead, "decided_by": people.lead, "decided_at": timezone.now(), "decision_reason": "x"},
        {"asked_by": people.lead, "decided_by": people.stranger, "decided_at": timezone.now(), "decision_reason": "x"},
    ):
        with pytest.raises(IntegrityError, match="override_by_two_others"), transaction.atomic():
            ConflictOverride.objects.create(inspection=inspection, user=people.stranger, reason="x", **facts)
