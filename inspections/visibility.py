"""Whose notes and findings somebody sees: judge apart, then moderate together. One Q for lists, counts, pages and API."""

from django.db.models import Q

from agencies.models import Inspectorate
from inspections.workflow import TOGETHER, Status


def together(status: str, paused_from: str = "") -> bool:
    """True from moderation on; a paused inspection is judged by where it was paused."""
    return (paused_from if status == Status.PAUSED else status) in TOGETHER


def findings_seen_by(viewer: Inspectorate | None, status: str, paused_from: str = "") -> Q:
    """Until moderation starts, each inspectorate sees its own findings and what was shared with the team."""
    if together(status, paused_from):
        return Q()
    return Q(inspectorate=viewer) | Q(shared=True)


def notes_seen_by(viewer: Inspectorate | None) -> Q:
    """Notes stay their inspectorate's own until shared; moderation shares the cited ones, the others stay private."""
    return Q(inspectorate=viewer) | Q(shared=True)
