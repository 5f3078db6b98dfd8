"""What the commands bring about besides the state, and what they leave in the trail."""

from datetime import date

import pytest

from audit.models import Event
from audit.trail import verify
from inspections import access, commands, queries
from inspections.models import Child, FindingAgreement, Milestone, MilestoneKind, Part, RequestItem
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.walk import WEEK, agency_of, cast, finding, framework_version, inspection_at, local_area, note, strand_of

pytestmark = pytest.mark.django_db


def verbs(inspection):
    """The trail of an inspection, oldest first."""
    return list(Event.objects.filter(stream=inspection.stream).order_by("sequence").values_list("verb", flat=True))


def test_planning_computes_every_date():
    inspection = inspection_at("planned", staffed=False)
    days = {row.kind: row.day for row in queries.dates_of(inspection)}
    assert days[MilestoneKind.NOTIFICATION] == date(2026, 2, 23)
    assert days[MilestoneKind.FIELDWORK_START] == WEEK
    assert days[MilestoneKind.FIELDWORK_END] == date(2026, 3, 13)
    assert days[MilestoneKind.STATEMENT_DUE] is None
    assert verbs(inspection) == ["inspection.plan"]


def test_planning_is_refused_with_a_reason(people):
    common = {"local_area": local_area("X001"), "framework": framework_version(), "programme_year": 2025}
    topic = inspection_at("planned", area="X002").topic
    with pytest.raises(NotAllowed):
        commands.plan(**common, topic=topic, fieldwork_start=WEEK, by=people.lead)
    with pytest.raises(Invalid, match="Select a deep-dive topic"):
        commands.plan(**common, topic=None, fieldwork_start=WEEK, by=people.programme_lead)
    with pytest.raises(Invalid, match="is a Saturday"):
        commands.plan(**common, topic=topic, fieldwork_start=date(2026, 3, 14), by=people.programme_lead)
    with pytest.raises(Invalid, match="not in force"):
        commands.plan(**common, topic=topic, fieldwork_start=date(2020, 3, 9), by=people.programme_lead)
    commands.plan(**common, topic=topic, fieldwork_start=WEEK, by=people.programme_lead)
    with pytest.raises(NotNow, match="already has an inspection"):
        commands.plan(**common, topic=topic, fieldwork_start=WEEK, by=people.programme_lead)


def test_notification_opens_the_area_and_tells_its_people(people):
    inspection = inspection_at("notified")
    assert access.grants_of(people.co_ordinator, inspection) == {"answer_inspection"}
    told = set(Email.objects.filter(subject="Joint targeted area inspection of Fellmoor").values_list("to", flat=True))
    assert told == {people.co_ordinator.email, people.police.email}
    assert Milestone.objects.get(inspection=inspection, kind="notification").happened_on is not None


def test_set_up_asks_each_agency():
    inspection = inspection_at("set-up")
    items = RequestItem.objects.filter(inspection=inspection)
    # No schools stand in this partnership: the partnership itself is asked.
    assert (items.count(), items.filter(agency=None).count()) == (34, 8)


def test_an_override_keeps_both_dates(people):
    inspection = inspection_at("planned")
    milestone = queries.milestone_for(inspection, "publication")
    with pytest.raises(Invalid):
        commands.override_date(milestone, day=date(2026, 5, 5), reason=" ", by=people.lead)
    commands.override_date(milestone, day=date(2026, 5, 5), reason="Election", by=people.lead)
    milestone.refresh_from_db()
    assert (milestone.day, milestone.computed, milestone.override_by) == (date(2026, 5, 5), date(2026, 4, 30), people.lead)
    # Two working days before the Tuesday; no bank holiday is kept in this database.
    assert queries.milestone_for(inspection, "pre_publication").day == date(2026, 5, 1)
    commands.withdraw_override(milestone, by=people.lead)
    milestone.refresh_from_db()
    assert milestone.day == date(2026, 4, 30)
    assert queries.milestone_for(inspection, "pre_publication").day == date(2026, 4, 28)
    with pytest.raises(NotNow):
        commands.withdraw_override(milestone, by=people.lead)


def test_a_new_lead_takes_over(people):
    inspection = inspection_at("notified")
    commands.assign(inspection, person=people.stranger, part=Part.LEAD, by=people.programme_lead)
    fresh = cast()
    assert "lead_inspection" in access.grants_of(fresh.stranger, inspection)
    assert access.grants_of(fresh.lead, inspection) == frozenset()
    place = inspection.team.get(user=fresh.stranger, ended_at=None)
    with pytest.raises(NotNow, match="hand the place over to a new lead inspector"):
        commands.end_place(place, by=people.programme_lead)
    with pytest.raises(Invalid, match="does not hold the signatory role"):
        commands.assign(inspection, person=fresh.lead, part=Part.SIGNATORY, by=people.programme_lead)
    with pytest.raises(NotNow, match="already on the team"):
        commands.assign(inspection, person=people.cqc, part=Part.OBSERVER, by=people.programme_lead)


def test_children_are_counted_on_and_stay_once_something_was_recorded(people):
    inspection = inspection_at("fieldwork")
    sampled = commands.add_child(inspection, kind="sampled", age_band="1-4", by=people.cqc)
    assert sampled.reference == "S1"
    last = inspection.children.get(reference="T5")
    commands.remove_child(last, by=people.cqc)
    note(inspection, by=people.cqc, child=sampled)
    with pytest.raises(NotNow, match="S1 has notes or findings"):
        commands.remove_child(sampled, by=people.cqc)


def test_an_agency_of_another_partnership_is_named_nowhere(people):
    inspection = inspection_at("fieldwork")
    elsewhere = agency_of(inspection_at("planned", area="X002"), "local-authority")
    stands = finding(inspection, by=people.cqc)
    fields = {"strand": strand_of(inspection), "level": "practice", "kind": "priority-action", "effect": "hinders"}
    with pytest.raises(Invalid, match="this local area’s partnership"):
        note(inspection, by=people.cqc, agency=elsewhere)
    with pytest.raises(Invalid, match="this local area’s partnership"):
        finding(inspection, by=people.cqc, agency=elsewhere)
    with pytest.raises(Invalid, match="this local area’s partnership"):
        commands.edit_finding(stands, base=1, statement="Other", responsible=elsewhere, by=people.cqc, **fields)
    with pytest.raises(Invalid, match="this local area’s partnership"):
        commands.add_evaluation(
            inspection, strand=strand_of(inspection), agency=elsewhere, effect="improves", text="x", by=people.cqc
        )
    with pytest.raises(Invalid, match="this local area’s partnership"):
        commands.add_child(inspection, kind="sampled", age_band="1-4", agencies=[elsewhere], by=people.cqc)
    assert inspection.notes.count() + inspection.evaluations.count() == 0
    assert (inspection.findings.count(), inspection.children.filter(kind="sampled").count()) == (1, 0)


def test_a_rewording_in_moderation_asks_again(people):
    inspection = inspection_at("moderation")
    found = queries.finding_for(people.lead, inspection, inspection.findings.first().pk)
    for person in people.inspectors(inspection):
        commands.agree_finding(found, version=1, by=person)
    fields = {name: getattr(found, name) for name in ("strand", "level", "kind", "effect")}
    commands.edit_finding(found, base=1, statement=found.text.body, by=people.lead, **fields)
    assert FindingAgreement.objects.filter(finding=found).count() == 4
    commands.edit_finding(found, base=1, statement="Reworded", by=people.lead, **fields)
    assert FindingAgreement.objects.filter(finding=found).count() == 0


def test_setting_aside_and_taking_up(people):
    inspection = inspection_at("moderation")
    found = queries.finding_for(people.lead, inspection, inspection.findings.first().pk)
    commands.set_finding_aside(found, reason="Doubtful", by=people.lead)
    with pytest.raises(NotNow, match="already set aside"):
        commands.set_finding_aside(found, reason="Doubtful", by=people.lead)
    commands.take_finding_up(found, by=people.lead)
    with pytest.raises(NotNow, match="not set aside"):
        commands.take_finding_up(found, by=people.lead)


def test_one_evaluation_a_strand_agency_and_inspectorate(people):
    inspection = inspection_at("fieldwork")
    strand = inspection.framework.strands.first()
    facts = {"strand": strand, "agency": None, "effect": "both", "text": "x"}
    commands.add_evaluation(inspection, **facts, by=people.cqc)
    commands.add_evaluation(inspection, **facts, by=people.ofsted)
    with pytest.raises(NotNow, match="already evaluated"):
        commands.add_evaluation(inspection, **facts, by=people.cqc)


def test_choosing_notes_leaves_links_to_notes_that_one_does_not_see(people):
    inspection = inspection_at("moderation")
    own, private = note(inspection, by=people.ofsted), note(inspection, by=people.cqc)
    found = finding(inspection, by=people.ofsted)
    found.notes.add(private)
    commands.choose_notes(
        found, notes=[own], seen=queries.notes_seen(people.ofsted, inspection).exclude(pk=private.pk), by=people.ofsted
    )
    assert set(found.notes.all()) == {own, private}


def test_returning_an_answer_keeps_it(people):
    inspection = inspection_at("set-up")
    item = queries.request_items_of(inspection).filter(agency__kind__code="police").first()
    item.inspection = inspection
    commands.answer_request_item(item, held=False, answer="We do not", by=people.police)
    item.refresh_from_db()
    item.inspection = inspection
    commands.return_request_item(item, why="You do", by=people.lead)
    item.refresh_from_db()
    assert (item.state, item.answer, item.returned_why) == ("returned", "We do not", "You do")


def test_a_planned_inspection_that_is_cancelled_leaves_no_trace_in_the_area(people):
    inspection = inspection_at("planned")
    commands.take_step("cancel", inspection, reason="r", by=people.programme_lead)
    assert list(queries.answers_of(people.co_ordinator)) == []
    assert not Email.objects.filter(to=people.co_ordinator.email).exists()


def test_the_whole_walk_is_one_unbroken_chain():
    inspection = inspection_at("moderation")
    assert list(verify(inspection.stream)) == []
    assert verbs(inspection)[-1] == "inspection.begin_moderation"


def test_references_end_with_a_sentence(people):
    inspection = inspection_at("fieldwork")
    Child.objects.create(inspection=inspection, kind="sampled", reference="S999", age_band="1-4", added_by=people.cqc)
    with pytest.raises(NotNow, match="999 children"):
        commands.add_child(inspection, kind="sampled", age_band="1-4", by=people.cqc)


def test_the_trail_keeps_an_answer_that_was_written_over(people):
    inspection = inspection_at("set-up")
    item = RequestItem.objects.filter(inspection=inspection, agency__kind__code="police").first()
    for words in ("We hold none", "We found some after all"):
        commands.answer_request_item(item, held=False, answer=words, by=people.police)
    newest = Event.objects.filter(stream=inspection.stream, verb="request.answer").latest("sequence")
    assert newest.words.data["before"] == "We hold none"
