"""What happened in a local area, as far as a viewer may know it."""

from django.db.models import QuerySet

from accounts.models import User
from agencies.models import LocalArea
from inspections.models import Inspection, PastInspection
from inspections.queries import answers_of, caseload
from reports.models import Publication


def inspections_seen(user: User, local_area: LocalArea) -> QuerySet[Inspection]:
    """The inspections of this area that an inspectorate's person may see, newest first; a planned one stays secret to all else."""
    return caseload(user).filter(local_area=local_area)


def inspections_answered(user: User, local_area: LocalArea) -> QuerySet[Inspection]:
    """The inspections that the area's own people answer, newest first."""
    return answers_of(user).filter(local_area=local_area)


def reports_of(local_area: LocalArea) -> QuerySet[Publication]:
    """The reports on this area that the public can read, newest first, without their words."""
    rows = Publication.objects.filter(area_code=local_area.code)
    return rows.only("slug", "title", "published_on", "topic_name").order_by("-published_on", "-pk")


def past_inspections(local_area: LocalArea) -> QuerySet[PastInspection]:
    """Inspections from before this product: dates and topics, newest first."""
    return PastInspection.objects.filter(local_area=local_area).select_related("topic").order_by("-year", "-month", "-pk")
