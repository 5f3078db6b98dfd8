"""What keys of this room are called, for rooms below that hold them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from inspections.queries import caseload
from jtai.forms.rows import as_key
from reports import policies
from reports.models import Statement


def said_of_statements(user: User, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Words and address of these keys ("reports.statement:7"), of those whose page this person may see."""
    numbers = {key: as_key(key.partition(":")[2]) for key in keys}
    wanted = [number for number in numbers.values() if number is not None]
    rows = Statement.objects.filter(pk__in=wanted, publication__report__inspection__in=caseload(user).order_by().values("pk"))
    seen = {
        row.pk: row.publication.report.inspection
        for row in rows.select_related("publication__report__inspection__local_area")
        if policies.can_read_words(user, row.publication.report)
    }
    words = _("Statement of proposed action after the joint inspection of %(area)s")
    return {
        key: (words % {"area": seen[number].local_area.name}, reverse("report_statement", args=[seen[number].pk]))
        for key, number in numbers.items()
        if number in seen
    }
