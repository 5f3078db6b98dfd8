"""The doors of inspections over the API."""

from inspections.models import Deferral, Evaluation, EvidenceNote, Finding, FindingAgreement, Inspection, SetAside, TeamPlace
from tests.doors.parts import Door
from tests.doors.world import World
from tests.walk import WEEK_TO_COME
from writing.models import Revision, Text

ALL_OF_OURS = "401 200 200 200 200 200 200 200"
TEAM_LIST = "401 404 404 200 200 200 200 404"
EVIDENCE = "401 404 404 403 200 200 403 404"


def at_fieldwork(world: World, **more: int) -> dict[str, int]:
    return {"pk": world.fieldwork.pk, **more}


def status_of(name: str):
    """Where an inspection of the world stands now."""
    return lambda world: Inspection.objects.get(pk=getattr(world, name).pk).status


def note_body(world: World) -> dict[str, object]:
    return {
        "text": "She was seen alone, and asked what she wanted.",
        "activity": "interview",
        "strand": world.note.strand_id,
        "criterion": None,
        "agency": world.asked.agency.code,
        "child": world.child.pk,
    }


def finding_body(world: World) -> dict[str, object]:
    return {
        "statement": "Partners share information early.",
        "strand": world.finding.strand_id,
        "level": "practice",
        "kind": "strength",
        "effect": "improves",
        "agency": world.asked.agency.code,
    }


def text_of(name: str):
    return lambda world: Text.objects.get(pk=getattr(world, name).text_id).body


def at_text(world: World, **more: int) -> dict[str, object]:
    return {"pk": world.fieldwork.pk, "noun": "notes", "thing": world.note.pk, **more}


DOORS = [
    Door("api_frameworks", "get", ALL_OF_OURS),
    Door("api_framework", "get", ALL_OF_OURS, at=lambda _world: {"code": "2022-thematic"}),
    Door("api_topics", "get", ALL_OF_OURS),
    Door("api_inspections", "get", ALL_OF_OURS),
    Door("api_inspection", "get", TEAM_LIST, at=at_fieldwork),
    Door(
        "api_steps", "post", "401 404 404 403 403 200 403 404",
        at=lambda world: {"pk": world.planned.pk}, body=lambda _world: {"step": "notify"}, changes=status_of("planned"),
    ),
    Door(
        "api_defer", "post", "401 404 404 403 403 403 200 404",
        at=lambda world: {"pk": world.set_up.pk},
        body=lambda _world: {"asked_by": "Director", "reason": "Flood"},
        changes=lambda world: Deferral.objects.filter(inspection=world.set_up).count(),
    ),
    Door(
        "api_reschedule", "post", "401 404 404 403 403 403 200 404",
        at=lambda world: {"pk": world.deferred.pk},
        body=lambda _world: {"fieldwork_start": str(WEEK_TO_COME), "reason": "The flood is over", "week_reason": "Few people"},
        changes=status_of("deferred"),
    ),
    Door("api_dates", "get", TEAM_LIST, at=at_fieldwork),
    Door(
        "api_date", "put", "401 404 404 403 403 200 200 404",
        at=lambda world: {"pk": world.fieldwork.pk, "kind": "publication"},
        body=lambda _world: {"day": "2026-05-01", "reason": "Pre-election period"},
        changes=lambda world: world.fieldwork.milestones.get(kind="publication").override,
    ),
    Door(
        "api_date", "delete", "401 404 404 403 403 200 200 404",
        at=lambda world: {"pk": world.fieldwork.pk, "kind": "draft_due"},
        changes=lambda world: world.fieldwork.milestones.get(kind="draft_due").override,
    ),
    Door("api_team", "get", TEAM_LIST, at=at_fieldwork),
    Door(
        "api_team", "post", "401 404 404 403 403 403 201 404",
        at=at_fieldwork,
        body=lambda world: {"person": world.people.decision_maker.pk, "part": "inspector"},
        changes=lambda world: world.people.decision_maker.groups.count(),
    ),
    Door("api_candidates", "get", TEAM_LIST, at=at_fieldwork),
    Door(
        "api_team_place", "delete", "401 404 404 403 403 403 200 404",
        at=lambda world: at_fieldwork(world, place=world.place.pk),
        changes=lambda world: TeamPlace.objects.get(pk=world.place.pk).ended_at,
    ),
    Door("api_children", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "api_children", "post", "401 404 404 403 201 201 403 404",
        at=at_fieldwork,
        body=lambda world: {"kind": "sampled", "age_band": "10-15", "agencies": [world.asked.agency.code]},
        changes=lambda world: world.fieldwork.children.count(),
    ),
    Door(
        "api_child", "delete", "401 404 404 403 204 204 403 404",
        at=lambda world: at_fieldwork(world, child=world.child.pk),
        changes=lambda world: world.fieldwork.children.count(),
    ),
    Door("api_request", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "api_request_return", "post", "401 404 404 403 200 200 403 404",
        at=lambda world: at_fieldwork(world, item=world.answered.pk),
        body=lambda _world: {"why": "The list ends in June."},
        changes=lambda world: world.fieldwork.request_items.get(pk=world.answered.pk).state,
    ),
    Door("api_notes", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "api_notes", "post", "401 404 404 403 201 201 403 404",
        at=at_fieldwork, body=note_body, changes=lambda world: world.fieldwork.notes.count(),
    ),
    Door("api_note", "get", "401 404 404 403 200 404 403 404", at=lambda world: at_fieldwork(world, note=world.note.pk)),
    Door(
        "api_note", "put", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, note=world.note.pk),
        body=note_body, headers={"If-Match": '"2"'}, changes=text_of("note"),
    ),
    Door(
        "api_note_share", "post", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, note=world.note.pk),
        changes=lambda world: EvidenceNote.objects.get(pk=world.note.pk).shared,
    ),
    Door("api_findings", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "api_findings", "post", "401 404 404 403 201 201 403 404",
        at=at_fieldwork, body=finding_body, changes=lambda world: world.fieldwork.findings.count(),
    ),
    Door("api_finding", "get", "401 404 404 403 200 404 403 404", at=lambda world: at_fieldwork(world, finding=world.finding.pk)),
    Door(
        "api_finding", "put", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, finding=world.finding.pk),
        body=finding_body, headers={"If-Match": '"1"'}, changes=text_of("finding"),
    ),
    Door(
        "api_finding_notes", "put", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, finding=world.finding.pk),
        body=lambda _world: {"notes": []},
        changes=lambda world: world.finding.notes.count(),
    ),
    Door(
        "api_finding_share", "post", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, finding=world.finding.pk),
        changes=lambda world: Finding.objects.get(pk=world.finding.pk).shared,
    ),
    Door(
        "api_finding_agree", "post", "401 404 404 403 200 200 403 404",
        at=lambda world: {"pk": world.moderation.pk, "finding": world.proposed.pk},
        body=lambda _world: {"version": 1},
        changes=lambda world: FindingAgreement.objects.filter(finding=world.proposed).count(),
    ),
    Door(
        "api_finding_set_aside", "post", "401 404 404 403 403 200 403 404",
        at=lambda world: {"pk": world.moderation.pk, "finding": world.proposed.pk},
        body=lambda _world: {"reason": "One case only"},
        changes=lambda world: SetAside.objects.filter(finding=world.proposed).count(),
    ),
    Door(
        "api_finding_set_aside", "delete", "401 404 404 403 403 200 403 404",
        at=lambda world: {"pk": world.moderation.pk, "finding": world.aside.pk},
        changes=lambda world: SetAside.objects.filter(finding=world.aside).count(),
    ),
    Door("api_evaluations", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "api_evaluations", "post", "401 404 404 403 201 201 403 404",
        at=at_fieldwork,
        body=lambda world: {"strand": world.note.strand_id, "agency": None, "effect": "both", "text": "Mixed.", "findings": []},
        changes=lambda world: world.fieldwork.evaluations.count(),
    ),
    Door(
        "api_evaluation", "get", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, evaluation=world.evaluation.pk),
    ),
    Door(
        "api_evaluation", "put", "401 404 404 403 200 404 403 404",
        at=lambda world: at_fieldwork(world, evaluation=world.evaluation.pk),
        body=lambda world: {"effect": "hinders", "text": "Help comes late.", "findings": [world.finding.pk]},
        headers={"If-Match": '"1"'},
        changes=lambda world: Evaluation.objects.get(pk=world.evaluation.pk).effect,
    ),
    Door("api_revisions", "get", "401 404 404 403 200 404 403 404", at=at_text),
    Door(
        "api_revision", "get", "401 404 404 403 200 404 403 404",
        at=lambda world: at_text(world, revision=world.kept.pk),
    ),
    Door(
        "api_revision_settle", "post", "401 404 404 403 200 404 403 404",
        at=lambda world: at_text(world, revision=world.kept.pk),
        body=lambda _world: {"keep": "mine", "base": 2},
        changes=lambda world: Revision.objects.get(pk=world.kept.pk).settled_at,
    ),
    Door("api_responses", "get", ALL_OF_OURS),
    Door("api_response_request", "get", "401 404 200 404 404 404 404 404", at=at_fieldwork),
    Door(
        "api_response_request_answer", "post", "401 404 200 404 404 404 404 404",
        at=lambda world: at_fieldwork(world, item=world.asked.pk),
        body=lambda _world: {"held": True, "answer": "Sent through the portal."},
        changes=lambda world: world.fieldwork.request_items.get(pk=world.asked.pk).state,
    ),
]  # fmt: skip
