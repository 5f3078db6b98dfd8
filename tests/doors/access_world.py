"""What the doors to requests for access need: CQC's request with a search, something chosen, a hold and an export; a closed one and one of today."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from disclosure import commands, queries, telling
from disclosure.models import AccessRequest, Export, Search
from inspections.models import EvidenceNote, Finding
from retention.commands import put_on_hold
from tests.walk import Cast

RECEIVED = date(2026, 3, 2)


@dataclass(frozen=True)
class Access:
    """The rows."""

    request: AccessRequest
    search: Search
    export: Export
    closed: AccessRequest
    fresh: AccessRequest


def read(request: AccessRequest) -> str:
    """What the preview says that was read."""
    return telling.digest_of(telling.entries(queries.prepared(request)))


def build_access(people: Cast, note: EvidenceNote, other: Finding) -> Access:
    """Through the real commands. note: goes into the disclosure; other: its inspection is on hold."""
    by = people.governance
    made = commands.open_request(kind="subject-access", reference="SAR-1", about="Jane Smith", received_on=RECEIVED, by=by)
    commands.name_third_parties(made, names="Jane Smith", by=by)
    search = commands.search(made, words="worker", by=by)
    item = queries.item_for(made.inspectorate, "note", note.pk)
    commands.choose(made, item, passages="knew the child", reason="DPA sch 2 para 16", by=by)
    put_on_hold(f"inspections.inspection:{other.inspection_id}", reason="A complaint", by=by)
    export = commands.export(made, seen=read(made), by=by)
    made_before(made)
    other_one = commands.open_request(
        kind="freedom-of-information", reference="FOI-0", about="Costs", received_on=RECEIVED, by=by
    )
    closed = commands.close_request(other_one, outcome="nothing-held", by=by)
    today = timezone.localdate()
    fresh = commands.open_request(kind="subject-access", reference="SAR-2", about="Ann Other", received_on=today, by=by)
    return Access(made, search, export, closed, fresh)


def made_before(request: AccessRequest) -> None:
    """Its exports are an hour old: the next one is another, and not a second click."""
    Export.objects.filter(request=request).update(at=timezone.now() - timedelta(hours=1))
