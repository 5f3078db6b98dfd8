"""The information request as the local area's people see it, and rows that forms find again."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.queries import membership_of
from inspections import policies
from inspections.models import Child, EvidenceNote, Finding, Inspection, RequestFile, RequestItem
from inspections.queries.evidence import children_of, findings_seen, request_items_of
from writing.models import Revision, Text
from writing.queries import history_of


def _seen_in_area(user: User) -> Q | None:
    """Inside an area an item is seen by its owner agency and the co-ordinators; the partnership's items by everybody."""
    membership = membership_of(user)
    if membership is None:
        return None
    return Q() if membership.co_ordinator else Q(agency=None) | Q(agency=membership.agency_id)


def own_request_items(user: User, inspection: Inspection) -> QuerySet[RequestItem]:
    """The items of one inspection that this person of the area may see."""
    seen, rows = _seen_in_area(user), request_items_of(inspection)
    return rows.none() if seen is None else rows.filter(seen)


def own_request_items_among(user: User, inspections: list[Inspection]) -> QuerySet[RequestItem]:
    """The same over several inspections that the person answers."""
    seen, rows = _seen_in_area(user), RequestItem.objects.filter(inspection__in=inspections)
    return rows.none() if seen is None else rows.filter(seen)


def own_request_item_for(user: User, inspection: Inspection, pk: int) -> RequestItem:
    """One item that this person of the area may see, or 404."""
    item = get_object_or_404(own_request_items(user, inspection), pk=pk)
    item.inspection = inspection
    return item


def files_of(item: RequestItem) -> QuerySet[RequestFile]:
    """The files of an item that the viewer was let in to, in the order in which they came."""
    return RequestFile.objects.filter(item=item).select_related("file", "added_by")


def file_for(item: RequestItem, pk: int) -> RequestFile:
    """One of them, or 404."""
    row = get_object_or_404(files_of(item), pk=pk)
    row.item = item
    return row


def children_to_choose(user: User, inspection: Inspection, keys: Sequence[int] | None = None) -> QuerySet[Child]:
    """The children of an inspection for a form; with keys, only those. Raises NotAllowed for people who see no evidence."""
    policies.can_see_evidence.check(user, inspection)
    rows = Child.objects.filter(inspection=inspection)
    return rows if keys is None else rows.filter(pk__in=keys)


def child_for(user: User, inspection: Inspection, pk: int) -> Child:
    """One child, or 404."""
    child = get_object_or_404(children_of(user, inspection), pk=pk)
    child.inspection = inspection
    return child


def findings_of_note(user: User, note: EvidenceNote) -> QuerySet[Finding]:
    """The findings that cite a note, of those that this person may see."""
    return findings_seen(user, note.inspection).filter(notes=note)


def kept_revision(text: Text, number: int) -> Revision:
    """Words that were kept beside the current ones, by number, or 404."""
    return get_object_or_404(history_of(text).filter(kept_beside=True), number=number)


def notes_of(finding: Finding) -> list[EvidenceNote]:
    """The notes that support a finding, of those that the person who fetched it (`finding_for`) may see."""
    seen: list[EvidenceNote] = finding.__dict__["seen_notes"]
    return seen
