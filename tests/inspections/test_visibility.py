"""Judge apart, then moderate together: through every list, count, page and search."""

import pytest
from django.urls import reverse

from agencies.queries import inspectorate_of
from inspections import access, commands, queries
from inspections.models import EvidenceNote, Finding
from inspections.visibility import together
from inspections.workflow import MAIN_LINE, PAUSABLE, Status
from tests.walk import evaluate_all, finding, inspection_at, note, walk_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart(people):
    """An inspection in fieldwork with something of each of two inspectorates."""
    inspection = inspection_at("fieldwork")
    for person in (people.cqc, people.hmicfrs):
        finding(inspection, by=person, statement=f"Said by {person.name}", notes=[note(inspection, by=person)])
        note(inspection, by=person, text=f"Uncited, {person.name}")
    return inspection


def counts(person, inspection):
    """(notes, findings) in list and tally, which must agree."""
    tally = queries.tally(person, inspection)
    assert (queries.notes_seen(person, inspection).count(), queries.findings_seen(person, inspection).count()) == (
        tally.notes, tally.findings,
    )  # fmt: skip
    return tally.notes, tally.findings


def test_until_moderation_each_inspectorate_sees_its_own(people, apart):
    assert counts(people.cqc, apart) == (2, 1)
    assert counts(people.hmicfrs, apart) == (2, 1)
    assert counts(people.lead, apart) == (0, 0)
    assert queries.findings_seen(people.lead, apart, text="Hmicfrs").count() == 0


def test_what_is_shared_is_seen_with_the_notes_it_cites(people, apart):
    shared = queries.finding_for(people.cqc, apart, Finding.objects.get(text__body="Said by Cqc").pk)
    commands.share_finding(shared, by=people.cqc)
    assert counts(people.hmicfrs, apart) == (3, 2)


def test_from_moderation_on_all_findings_are_seen_and_uncited_notes_stay_private(people, apart):
    inspection = walk_on(apart, "moderation")
    findings, notes = Finding.objects.count(), EvidenceNote.objects.count()
    assert (findings, notes) == (4, 6)
    assert counts(people.cqc, inspection) == (5, 4)
    assert counts(people.lead, inspection) == (4, 4)


def test_a_paused_inspection_is_judged_by_where_it_was_paused(people, apart):
    commands.take_step("pause", apart, reason="r", by=people.lead)
    apart.refresh_from_db()
    assert counts(people.cqc, apart) == (2, 1)
    apart = walk_on_from_pause(people, apart)
    commands.take_step("pause", apart, reason="r", by=people.lead)
    apart.refresh_from_db()
    assert counts(people.cqc, apart) == (5, 4)


@pytest.mark.parametrize("status", PAUSABLE)
def test_a_pause_neither_opens_nor_closes_what_others_recorded(status):
    assert together(Status.PAUSED, paused_from=status) == (status in MAIN_LINE[4:])


def walk_on_from_pause(people, inspection):
    """Resumed and walked to moderation."""
    commands.take_step("resume", inspection, by=people.lead)
    return walk_on(inspection, "moderation")


def test_evaluations_follow_findings(people, apart):
    evaluate_all(apart)
    assert (queries.evaluations_seen(people.ofsted, apart).count(), queries.evaluations_seen(people.cqc, apart).count()) == (
        2,
        0,
    )
    inspection = walk_on(apart, "moderation")
    assert queries.evaluations_seen(people.cqc, inspection).count() == 2


def test_citing_a_private_note_in_moderation_shares_it(people, apart):
    inspection = walk_on(apart, "moderation")
    private = EvidenceNote.objects.get(text__body="Uncited, Cqc")
    assert not private.shared
    finding(inspection, by=people.cqc, notes=[private])
    private.refresh_from_db()
    assert private.shared


def test_pages_show_no_more(client, people, apart):
    client.force_login(people.hmicfrs)
    for name in ("notes", "findings", "moderation"):
        page = client.get(reverse(name, args=[apart.pk])).content.decode()
        assert "Cqc" not in page
        assert "Said by Hmicfrs" in page or name == "notes"


def test_assignment_grants_and_removal_revokes(people):
    inspection = inspection_at("planned", partners=("ofsted",))
    assert access.grants_of(people.cqc, inspection) == frozenset()
    place = commands.assign(inspection, person=people.cqc, part="inspector", by=people.programme_lead)
    assert access.grants_of(place.user, inspection) == {"view_inspection", "view_evidence", "record_evidence"}
    commands.end_place(place, by=people.programme_lead)
    assert access.grants_of(place.user, inspection) == frozenset()
    assert inspectorate_of(place.user).code == "cqc"


def test_the_area_knows_nothing_before_notification(people):
    inspection = inspection_at("planned")
    assert list(queries.answers_of(people.co_ordinator)) == []
    inspection = walk_on(inspection, "notified")
    assert list(queries.answers_of(people.co_ordinator)) == [inspection]
    assert list(queries.answers_of(people.other_area)) == []
    assert list(queries.caseload(people.co_ordinator)) == []


def test_grants_read_together_with_an_inspection_are_those_it_is_asked_alone(people):
    inspection_at("planned", area="X101")
    inspection = inspection_at("fieldwork")
    seen = {}
    for person in (people.lead, people.cqc, people.hmicfrs, people.programme_lead):
        access.forget(person)
        queries.inspection_for(person, inspection.pk)
        with_it = access.grants_of(person, inspection)
        access.forget(person)
        seen[person.name] = (with_it, access.grants_of(person, inspection))
    assert [alone for _with_it, alone in seen.values()] == [with_it for with_it, _alone in seen.values()]
    assert seen[people.lead.name][0] == {"view_inspection", "view_evidence", "record_evidence", "lead_inspection"}
    assert seen[people.cqc.name][0] == {"view_inspection", "view_evidence", "record_evidence"}
