"""Who, then when, then what is missing: each rule as a table of people, with the sentence that they read."""

import pytest

from inspections import commands, policies
from inspections.models import Finding, Part, RequestItem
from jtai.errors import NotNow
from tests.walk import cast, finding, inspection_at, note

pytestmark = pytest.mark.django_db

TEAM = "Only inspectors on the team can record evidence and findings."
EVIDENCE = "Only the inspection team can see evidence."
OWN = "Only the inspectorate that recorded this can change it."
PARTS = ("lead", "cqc", "cqc_signatory", "reviewer", "observer", "programme_lead", "stranger", "co_ordinator", "administrator")


def table(why_not, *args):
    """What each part is told."""
    return {part: why_not(getattr(cast(), part), *args) for part in PARTS}


def answer(open_to, otherwise):
    """Nothing for those to whom it is open, the sentence for the others."""
    return {part: "" if part in open_to else otherwise for part in PARTS}


def test_who_sees_evidence():
    inspection = inspection_at("fieldwork")
    assert table(policies.can_see_evidence.why_not, inspection) == answer({"lead", "cqc", "cqc_signatory"}, EVIDENCE)
    inspection.status = "quality-assurance"
    assert table(policies.can_see_evidence.why_not, inspection) == answer(
        {"lead", "cqc", "cqc_signatory", "reviewer"}, EVIDENCE
    )


@pytest.mark.parametrize(
    ("rule", "open_in", "when"),
    [
        ("can_add_child", {"set-up", "fieldwork"}, "Children are chosen during set-up and fieldwork."),
        (
            "can_record_note",
            {"set-up", "fieldwork", "moderation"},
            "Evidence is recorded from set-up to moderation. Ask the lead inspector if you still hold some.",
        ),
        ("can_record_finding", {"fieldwork", "moderation"}, "Findings are recorded during fieldwork and moderation."),
        ("can_evaluate", {"fieldwork", "moderation"}, "Evaluations are written during fieldwork and moderation."),
    ],
)
@pytest.mark.parametrize("status", ["planned", "notified", "set-up", "fieldwork", "moderation", "paused", "cancelled"])
def test_who_records_and_when(rule, open_in, when, status):
    inspection = inspection_at(status)
    told = table(getattr(policies, rule).why_not, inspection)
    assert told == {part: ("" if status in open_in else when) if part in {"lead", "cqc"} else TEAM for part in PARTS}


def test_who_changes_a_finding():
    people = cast()
    inspection = inspection_at("fieldwork")
    own = finding(inspection, by=people.cqc)
    told = {
        part: policies.can_edit_finding.why_not(getattr(people, part), own) for part in ("cqc", "hmicfrs", "lead", "stranger")
    }
    assert told == {"cqc": "", "hmicfrs": OWN, "lead": OWN, "stranger": TEAM}
    inspection.status = "moderation"
    told = {
        part: policies.can_edit_finding.why_not(getattr(people, part), own) for part in ("cqc", "hmicfrs", "lead", "stranger")
    }
    assert told == {"cqc": "", "hmicfrs": OWN, "lead": "", "stranger": TEAM}


def test_who_shares():
    people = cast()
    inspection = inspection_at("fieldwork")
    for thing in (finding(inspection, by=people.cqc), note(inspection, by=people.cqc)):
        assert policies.can_share.why_not(people.cqc, thing) == ""
        assert policies.can_share.why_not(people.hmicfrs, thing) == OWN
        thing.shared = True
        assert policies.can_share.why_not(people.cqc, thing) == "This is already shared with the team."


def test_who_agrees_and_who_sets_aside():
    people = cast()
    inspection = inspection_at("moderation")
    found = Finding.objects.filter(inspection=inspection).select_related("text").first()
    found.inspection = inspection
    assert policies.can_agree_finding.why_not(people.observer, found) == TEAM
    assert policies.can_agree_finding.why_not(people.cqc, found) == ""
    commands.agree_finding(found, version=1, by=people.cqc)
    assert policies.can_agree_finding.why_not(people.cqc, found) == "Your inspectorate has agreed this finding."
    assert policies.can_set_aside.why_not(people.cqc, found) == "Only the lead inspector can set a finding aside."
    with pytest.raises(NotNow, match="reworded"):
        commands.agree_finding(found, version=7, by=people.hmicfrs)
    commands.set_finding_aside(found, reason="Doubtful", by=people.lead)
    found = Finding.objects.select_related("set_aside").get(pk=found.pk)
    found.inspection = inspection
    why = "This finding is set aside. Take it up again before agreeing it."
    assert policies.can_agree_finding.why_not(people.hmicfrs, found) == why


def test_who_staffs():
    people = cast()
    inspection = inspection_at("planned")
    ofsted, cqc = inspection.inspectorates.get(code="ofsted"), inspection.inspectorates.get(code="cqc")
    only = "Only programme leads can change the team."
    for person, in_ofsted, in_cqc in (
        (people.programme_lead, "", ""),
        (people.cqc_programme_lead, only, ""),
        (people.lead, only, only),
        (people.stranger, only, only),
    ):
        assert policies.can_staff.why_not(person, inspection, ofsted) == in_ofsted
        assert policies.can_staff.why_not(person, inspection, cqc) == in_cqc
        assert policies.can_assign.why_not(person, inspection, cqc, Part.INSPECTOR) == in_cqc
    assert (
        policies.can_assign.why_not(people.programme_lead, inspection, cqc, Part.LEAD)
        == "The lead inspector comes from Ofsted."
    )
    front_door = inspection_at("planned", framework="2022-front-door", area="X009", staffed=False)
    probation = inspection.inspectorates.get(code="hmi-probation")
    why = policies.can_assign.why_not(people.programme_lead, front_door, probation, Part.INSPECTOR)
    assert why == "HMI Probation does not take part in this inspection."


def test_who_changes_dates():
    inspection = inspection_at("planned")
    why = "Only the lead inspector or Ofsted’s programme office can change a date."
    told = table(policies.can_override_date.why_not, inspection)
    assert told == answer({"lead", "programme_lead"}, why)


def test_who_answers_the_request():
    people = cast()
    inspection = inspection_at("set-up")
    council = RequestItem.objects.filter(inspection=inspection, agency__kind__code="local-authority").first()
    council.inspection = inspection
    told = {
        part: policies.can_answer_request.why_not(getattr(people, part), council)
        for part in ("co_ordinator", "police", "lead", "other_area")
    }
    assert told == {
        "co_ordinator": "",
        "police": "Only Fellmoor Council or the co-ordinator can answer this.",
        "lead": "Only the local area’s people can answer.",
        "other_area": "Only the local area’s people can answer.",
    }
    assert policies.can_return_request_item.why_not(people.lead, council) == "There is no answer to return yet."
    commands.answer_request_item(council, held=True, answer="Sent", by=people.co_ordinator)
    council.refresh_from_db()
    council.inspection = inspection
    assert policies.can_answer_request.why_not(people.co_ordinator, council).startswith("This has been answered.")
    assert policies.can_return_request_item.why_not(people.lead, council) == ""


def test_what_is_missing_before_a_step():
    people = cast()
    empty = inspection_at("planned", staffed=False)
    assert policies.can_take_step.why_not(people.lead, "notify", empty) == "Only the lead inspector can do this."
    commands.assign(empty, person=people.lead, part=Part.LEAD, by=people.programme_lead)
    lead = cast().lead
    missing = "Assign at least one inspector of: CQC, HMICFRS, HMI Probation."
    assert policies.can_take_step.why_not(lead, "notify", empty) == missing
    set_up = inspection_at("set-up", area="X009")
    assert policies.can_take_step.why_not(cast().lead, "start_fieldwork", set_up) == "Add 5 more tracked children first."
    fieldwork = inspection_at("fieldwork", area="X010")
    finding(fieldwork, by=people.cqc)
    missing = "No finding yet from: Ofsted, HMICFRS, HMI Probation."
    assert policies.can_take_step.why_not(cast().lead, "begin_moderation", fieldwork) == missing
    moderation = inspection_at("moderation", area="X011")
    missing = "4 findings are neither agreed by every inspectorate nor set aside."
    assert policies.can_take_step.why_not(cast().lead, "begin_drafting", moderation) == missing
