"""The doors of the pages of inspections."""

from typing import Any

from inspections.models import Evaluation, EvidenceNote, Finding, FindingAgreement, SetAside, TeamPlace
from tests.doors.inspections_api import at_fieldwork, at_text, status_of, text_of
from tests.doors.parts import Door
from tests.doors.world import World
from tests.walk import WEEK_TO_COME
from writing.models import Revision

SEEN = "in 404 404 200 200 200 200 404"
EVIDENCE = "in 404 404 403 200 200 403 404"
CQC_ONLY = "in 404 404 403 200 404 403 404"
CQC_SAVES = "in 404 404 403 302 404 403 404"


def day(name: str, year: int, month: int, number: int) -> dict[str, int]:
    """A date as the three inputs send it."""
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def note_form(world: World) -> dict[str, Any]:
    return {
        "base": 2,
        "text": "She was seen alone, and asked what she wanted.",
        "activity": "interview",
        "strand": world.note.strand_id,
    }


def finding_form(world: World) -> dict[str, Any]:
    return {
        "base": 1,
        "statement": "Partners share information early.",
        "strand": world.finding.strand_id,
        "level": "practice",
        "kind": "strength",
        "effect": "improves",
    }


def evaluation_form(world: World) -> dict[str, Any]:
    return {"base": 1, "effect": "both", "text": "Mixed.", "findings": [world.finding.pk], "strand": world.note.strand_id}


def at_note(world: World) -> dict[str, int]:
    return at_fieldwork(world, note=world.note.pk)


def at_finding(world: World) -> dict[str, int]:
    return at_fieldwork(world, finding=world.finding.pk)


def at_proposed(world: World) -> dict[str, int]:
    return {"pk": world.moderation.pk, "finding": world.proposed.pk}


def at_kept(world: World) -> dict[str, object]:
    return at_text(world, number=world.kept.number)


DOORS = [
    Door("inspections", "get", "in 200 200 200 200 200 200 200"),
    Door("step", "get", SEEN, at=lambda world: {"pk": world.planned.pk, "name": "notify"}),
    Door("step", "get", SEEN, at=lambda world: {"pk": world.set_up.pk, "name": "defer"}),
    Door(
        "step", "post", "in 404 404 403 403 302 403 404",
        at=lambda world: {"pk": world.planned.pk, "name": "notify"}, changes=status_of("planned"),
    ),
    Door(
        "step", "post", "in 404 404 403 403 403 302 404",
        at=lambda world: {"pk": world.set_up.pk, "name": "defer"},
        body=lambda _world: {"asked_by": "Director", "reason": "Flood"}, changes=status_of("set_up"),
    ),
    Door(
        "step", "post", "in 404 404 403 403 403 302 404",
        at=lambda world: {"pk": world.deferred.pk, "name": "reschedule"},
        body=lambda _world: {"fieldwork_start": str(WEEK_TO_COME), "reason": "The flood is over", "week_reason": "Few people"}, changes=status_of("deferred"),
    ),
    Door("dates", "get", SEEN, at=at_fieldwork),
    Door("date", "get", "in 404 404 403 403 200 200 404", at=lambda world: {"pk": world.fieldwork.pk, "kind": "publication"}),
    Door(
        "date", "post", "in 404 404 403 403 302 302 404",
        at=lambda world: {"pk": world.fieldwork.pk, "kind": "publication"},
        body=lambda _world: {**day("day", 2026, 5, 1), "reason": "Pre-election period"},
        changes=lambda world: world.fieldwork.milestones.get(kind="publication").override,
    ),
    Door(
        "date_withdraw", "post", "in 404 404 403 403 302 302 404",
        at=lambda world: {"pk": world.fieldwork.pk, "kind": "draft_due"},
        changes=lambda world: world.fieldwork.milestones.get(kind="draft_due").override,
    ),
    Door("team", "get", SEEN, at=at_fieldwork),
    Door("team_add", "get", "in 404 404 403 403 403 200 404", at=at_fieldwork),
    Door(
        "team_add", "post", "in 404 404 422 422 422 302 404", at=at_fieldwork,
        body=lambda world: {"person": world.people.decision_maker.pk, "part": "inspector"},
        changes=lambda world: world.people.decision_maker.groups.count(),
    ),
    Door("team_end", "get", SEEN, at=lambda world: at_fieldwork(world, place=world.place.pk)),
    Door(
        "team_end", "post", "in 404 404 403 403 403 302 404",
        at=lambda world: at_fieldwork(world, place=world.place.pk),
        changes=lambda world: TeamPlace.objects.get(pk=world.place.pk).ended_at,
    ),
    Door("children", "get", EVIDENCE, at=at_fieldwork),
    Door("child_add", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "child_add", "post", "in 404 404 403 302 302 403 404", at=at_fieldwork,
        body=lambda world: {"kind": "sampled", "age_band": "10-15", "agencies": [world.asked.agency_id]},
        changes=lambda world: world.fieldwork.children.count(),
    ),
    Door(
        "child_remove", "post", "in 404 404 403 302 302 403 404",
        at=lambda world: at_fieldwork(world, child=world.child.pk), changes=lambda world: world.fieldwork.children.count(),
    ),
    Door("request", "get", EVIDENCE, at=at_fieldwork),
    Door("request_item", "get", EVIDENCE, at=lambda world: at_fieldwork(world, item=world.answered.pk)),
    Door(
        "request_item", "post", "in 404 404 403 302 302 403 404",
        at=lambda world: at_fieldwork(world, item=world.answered.pk),
        body=lambda _world: {"why": "The list ends in June."},
        changes=lambda world: world.fieldwork.request_items.get(pk=world.answered.pk).state,
    ),
    Door("response_request", "get", "in 404 200 404 404 404 404 404", at=at_fieldwork),
    Door(
        "response_request_item", "get", "in 404 200 404 404 404 404 404",
        at=lambda world: at_fieldwork(world, item=world.asked.pk),
    ),
    Door(
        "response_request_item", "post", "in 404 302 404 404 404 404 404",
        at=lambda world: at_fieldwork(world, item=world.asked.pk),
        body=lambda _world: {"held": "yes", "answer": "Sent through the portal."},
        changes=lambda world: world.fieldwork.request_items.get(pk=world.asked.pk).state,
    ),
    Door("notes", "get", EVIDENCE, at=at_fieldwork),
    Door("note_add", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "note_add", "post", "in 404 404 403 302 302 403 404",
        at=at_fieldwork, body=note_form, changes=lambda world: world.fieldwork.notes.count(),
    ),
    Door("note", "get", CQC_ONLY, at=at_note),
    Door("note_edit", "get", CQC_ONLY, at=at_note),
    Door("note_edit", "post", CQC_SAVES, at=at_note, body=note_form, changes=text_of("note")),
    Door(
        "note_share", "post", CQC_SAVES,
        at=at_note, changes=lambda world: EvidenceNote.objects.get(pk=world.note.pk).shared,
    ),
    Door("findings", "get", EVIDENCE, at=at_fieldwork),
    Door("finding_add", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "finding_add", "post", "in 404 404 403 302 302 403 404",
        at=at_fieldwork, body=finding_form, changes=lambda world: world.fieldwork.findings.count(),
    ),
    Door("finding", "get", CQC_ONLY, at=at_finding),
    Door("finding_edit", "get", CQC_ONLY, at=at_finding),
    Door("finding_edit", "post", CQC_SAVES, at=at_finding, body=finding_form, changes=text_of("finding")),
    Door("finding_notes", "get", CQC_ONLY, at=at_finding),
    Door(
        "finding_notes", "post", CQC_SAVES,
        at=at_finding, body=lambda _world: {"notes": []}, changes=lambda world: world.finding.notes.count(),
    ),
    Door(
        "finding_share", "post", CQC_SAVES,
        at=at_finding, changes=lambda world: Finding.objects.get(pk=world.finding.pk).shared,
    ),
    Door("moderation", "get", EVIDENCE, at=lambda world: {"pk": world.moderation.pk}),
    Door(
        "finding_agree", "post", "in 404 404 403 302 302 403 404",
        at=at_proposed, body=lambda _world: {"version": 1},
        changes=lambda world: FindingAgreement.objects.filter(finding=world.proposed).count(),
    ),
    Door("finding_set_aside", "get", "in 404 404 403 403 200 403 404", at=at_proposed),
    Door(
        "finding_set_aside", "post", "in 404 404 403 403 302 403 404",
        at=at_proposed, body=lambda _world: {"reason": "One case only"},
        changes=lambda world: SetAside.objects.filter(finding=world.proposed).count(),
    ),
    Door(
        "finding_take_up", "post", "in 404 404 403 403 302 403 404",
        at=lambda world: {"pk": world.moderation.pk, "finding": world.aside.pk},
        changes=lambda world: SetAside.objects.filter(finding=world.aside).count(),
    ),
    Door("evaluations", "get", EVIDENCE, at=at_fieldwork),
    Door("evaluation_add", "get", EVIDENCE, at=at_fieldwork),
    Door(
        "evaluation_add", "post", "in 404 404 403 302 302 403 404", at=at_fieldwork,
        body=lambda world: {"strand": world.note.strand_id, "effect": "both", "text": "Mixed."},
        changes=lambda world: world.fieldwork.evaluations.count(),
    ),
    Door("evaluation", "get", CQC_ONLY, at=lambda world: at_fieldwork(world, evaluation=world.evaluation.pk)),
    Door("evaluation_edit", "get", CQC_ONLY, at=lambda world: at_fieldwork(world, evaluation=world.evaluation.pk)),
    Door(
        "evaluation_edit", "post", CQC_SAVES,
        at=lambda world: at_fieldwork(world, evaluation=world.evaluation.pk), body=evaluation_form,
        changes=lambda world: Evaluation.objects.get(pk=world.evaluation.pk).effect,
    ),
    Door("text_history", "get", CQC_ONLY, at=at_text),
    Door("text_versions", "get", CQC_ONLY, at=at_kept),
    Door(
        "text_versions", "post", CQC_SAVES,
        at=at_kept, body=lambda _world: {"keep": "mine", "base": 2},
        changes=lambda world: Revision.objects.get(pk=world.kept.pk).settled_at,
    ),
]  # fmt: skip
