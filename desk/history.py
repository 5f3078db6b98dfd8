"""What happened in a local area, or in those that an agency serves, as far as a viewer may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea
from inspections.models import Inspection, PastInspection
from inspections.queries import answers_of, caseload
from reports.models import Publication
from reports.queries import receipt_of, statement_of


def inspections_seen(user: User, areas: Iterable[LocalArea]) -> QuerySet[Inspection]:
    """The inspections there that an inspectorate's person may see, newest first; a planned one stays secret to all else."""
    return caseload(user).filter(local_area__in=list(areas))


def inspections_answered(user: User, local_area: LocalArea) -> QuerySet[Inspection]:
    """The inspections that the area's own people answer, newest first."""
    return answers_of(user).filter(local_area=local_area)


def reports_of(areas: Iterable[LocalArea]) -> QuerySet[Publication]:
    """The reports there that the public can read, newest first, without their words; with what `statements` asks of them."""
    rows = Publication.objects.filter(area_code__in=[area.code for area in areas])
    rows = rows.select_related("report__principal_authority", "receipt", "statement").defer("content", "statement__body")
    return rows.order_by("-published_on", "-pk")


def past_inspections(areas: Iterable[LocalArea]) -> QuerySet[PastInspection]:
    """Inspections from before this product: dates and topics, newest first."""
    rows = PastInspection.objects.filter(local_area__in=list(areas)).select_related("topic", "local_area")
    return rows.order_by("-year", "-month", "-pk")


@dataclass(frozen=True)
class Awaited:
    """A statement of proposed action. due: None until the report was received. standing: how far it is, in words.

    late: its day has passed, and it is not there.
    """

    area: str
    authority: str
    href: str
    due: date | None
    standing: str
    late: bool


def statements(reports: Iterable[Publication], inspections: Iterable[Inspection]) -> list[Awaited]:
    """The statements that these reports ask for (SI 2015/1792), in the same order; of the inspections that the viewer sees, no others."""
    seen = {row.pk for row in inspections}
    return [_awaited(row) for row in reports if row.report.statement_required and row.report.inspection_id in seen]


def _awaited(row: Publication) -> Awaited:
    receipt, statement = receipt_of(row), statement_of(row)
    late = receipt is not None and statement is None and receipt.due_on < localdate()
    return Awaited(
        area=row.area_name,
        authority=str(row.report.principal_authority),
        href=reverse("report_statement", args=[row.report.inspection_id]),
        due=receipt.due_on if receipt else None,
        standing=_standing(row),
        late=late,
    )


def _standing(row: Publication) -> str:
    receipt, statement = receipt_of(row), statement_of(row)
    if receipt is None:
        return _("Report published on %(day)s, receipt not recorded yet") % {"day": date_format(row.published_on, "j F Y")}
    if statement is None:
        return _("Waiting for the statement since %(day)s") % {"day": date_format(receipt.received_on, "j F Y")}
    if statement.acknowledged_at is None:
        return _("Sent on %(day)s, not acknowledged yet") % {"day": _day(statement.sent_at)}
    return _("Sent on %(sent)s, acknowledged on %(day)s") % {
        "sent": _day(statement.sent_at),
        "day": _day(statement.acknowledged_at),
    }


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y")
