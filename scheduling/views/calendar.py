"""The calendar of a year: as a picture with its tables, and as a file."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from audit.reads import note_listed
from inspections.models import MilestoneKind
from jtai import sheets
from jtai.pages import MARKING
from scheduling import policies, queries
from scheduling.forms import CalendarSearch, calendar_asked
from scheduling.picture import LEGEND, picture

WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}
# The columns of the table beside the picture, with a name that fits above a date.
COLUMNS = (
    (MilestoneKind.NOTIFICATION, __("Notification")),
    (MilestoneKind.SET_UP_START, __("Set-up")),
    (MilestoneKind.FIELDWORK_START, __("Fieldwork")),
    (MilestoneKind.DRAFT_DUE, __("Draft")),
    (MilestoneKind.COMMENTS_DUE, __("Comments")),
    (MilestoneKind.PRE_PUBLICATION, __("Pre-publication")),
    (MilestoneKind.PUBLICATION, __("Publication")),
    (MilestoneKind.STATEMENT_DUE, __("Statement")),
)


@require_safe
def year_calendar(request: SignedIn, year: int) -> HttpResponse:
    """Every date of the year that the viewer may see: a picture, and tables that say the same."""
    asked = calendar_asked(request.GET)
    calendar = queries.calendar_of(request.user, year, asked)
    programme = calendar.year
    note_listed(request, [row.inspection.stream for row in calendar.rows])
    against = {one.inspection.pk for one in queries.against_now(request.user, [programme]).get(year, [])}
    context = {
        "year": programme,
        "calendar": calendar,
        "picture": picture(calendar),
        "legend": LEGEND,
        "columns": [name for _kind, name in COLUMNS],
        "table": [(row, _cells(row), row.inspection.pk in against) for row in calendar.rows],
        "search": CalendarSearch(request.GET).offer(calendar),
        "narrowed": asked.narrows(),
        "query": request.GET.urlencode(),
        "sees_all": queries.sees_all(request.user),
        "has_feed": policies.can_have_feed(request.user),
        "trail": [
            {"text": _("Programme years"), "href": reverse("programme_years")},
            {"text": str(programme), "href": programme.get_absolute_url()},
            {"text": _("Calendar"), "href": ""},
        ],
        "marking": MARKING,
        "demonstration": any(row.inspection.local_area.demonstration for row in calendar.rows),
        "demonstration_among": True,
    }
    return render(request, "scheduling/year_calendar.html", context)


def _cells(row: queries.YearRow) -> list[dict[str, object]]:
    """The dates of one inspection under the heads of the table; fieldwork is a week."""
    last = {MilestoneKind.FIELDWORK_START.value: row.dates.get(MilestoneKind.FIELDWORK_END)}
    return [{"head": name, "date": row.dates.get(kind), "until": last.get(kind)} for kind, name in COLUMNS]


@require_safe
def year_calendar_file(request: SignedIn, year: int, kind: str) -> HttpResponseBase:
    """The same for spreadsheet programs: a line for each inspection and date."""
    if kind not in WRITERS:
        raise Http404
    calendar = queries.calendar_of(request.user, year, calendar_asked(request.GET))
    note_listed(request, [row.inspection.stream for row in calendar.rows])
    head = [
        _("Local area"), _("Topic"), _("Status"), _("Date"), _("Day"), _("Weekday"), _("How"), _("Computed"),
        _("Changed by hand to"), _("Reason"), _("In days without publications"),
    ]  # fmt: skip
    return WRITERS[kind](f"calendar-{calendar.year}", head, _lines(calendar))


def _lines(calendar: queries.YearCalendar) -> Iterator[list[object]]:
    for row in calendar.rows:
        inspection = row.inspection
        topic = inspection.topic.short_name if inspection.topic else _("Front door")
        for one in row.ordered:
            yield [
                inspection.local_area.name, topic, inspection.get_status_display(), one.label, one.day,
                date_format(one.day, "l"), str(one.how.label), one.computed, one.override, one.reason, calendar.silent_on(one),
            ]  # fmt: skip
