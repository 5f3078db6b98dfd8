"""School holidays of local areas: of which they are known, those of one area, and all of them as a file."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from agencies.models import LocalArea
from agencies.queries import AreaAndYear, regions
from jtai import schoolyears, sheets
from jtai.forms import Form
from jtai.pages import MARKING, page_of
from scheduling import policies, queries
from scheduling.forms import TermsSearch
from scheduling.importing import HEAD, cells_of
from scheduling.models import ProgrammeYear
from scheduling.views import within
from scheduling.views.terms_picture import picture_of

WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}


def frame(year: ProgrammeYear, here: str = "", *above: tuple[str, str]) -> dict[str, Any]:
    """Of a page of school holidays. above: (text, address) between their list and this page."""
    title = _("School holidays")
    trail = [
        {"text": _("Programme years"), "href": reverse("programme_years")},
        {"text": str(year), "href": year.get_absolute_url()},
        {"text": title, "href": reverse("school_holidays", args=[year.year]) if here else ""},
        *({"text": text, "href": href} for text, href in above),
    ]
    if here:
        trail.append({"text": here, "href": ""})
    return {"year": year, "trail": trail, "here": here or title, "caption": _("Programme year %(year)s") % {"year": year}}


def framed(year: ProgrammeYear, area: LocalArea, here: str = "", *above: tuple[str, str]) -> dict[str, Any]:
    """Of a page of the holidays of one area, or of what lies below it."""
    own = (area.name, reverse("school_holidays_of_area", args=[year.year, area.code]))
    context = frame(year, here, own, *above) if here else frame(year, area.name)
    caption = _("School holidays: %(area)s") % {"area": area.name} if here else _("School holidays")
    return {**context, "area": area, "caption": caption, "demonstration": area.demonstration}


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page of school holidays with its form, and the status that the form's errors mean.

    Marked for those who own the year: it can tell them of a planned inspection.
    """
    marking = MARKING if policies.can_own_year(request.user) else ""
    return within.show(request, f"terms/{template}", {"marking": marking, **context}, form, **more)


def _known(year: ProgrammeYear, area: Any, missing: Mapping[AreaAndYear, Collection[schoolyears.Part]]) -> list[dict[str, Any]]:
    """Of both school years: how many holidays are recorded, and how far it is known with them. area: of `areas_with_terms`."""
    counts = zip(schoolyears.school_years_of(year.year), (area.before_count, area.now_count), strict=True)
    return [{"count": count, "partly": queries.known_in_words(missing.get((area.pk, one), ()))} for one, count in counts]


@require_safe
def school_holidays(request: SignedIn, year: int) -> HttpResponse:
    """Every local area, and whether its holidays of the two school years are known."""
    programme = queries.year_for(request.user, year)
    search = TermsSearch(request.GET, regions=regions())
    page, query = page_of(request, queries.areas_with_terms(request.user, programme, search.asked()))
    missing = queries.missing_of(page.object_list, programme)
    return show(
        request,
        "areas",
        frame(programme),
        search=search,
        page=page,
        rows=[(area, _known(programme, area, missing)) for area in page.object_list],
        query=query,
        narrowed=search.narrows(),
        counted=queries.terms_counted(request.user, programme),
        owns=policies.can_own_year(request.user),
        demonstration=any(area.demonstration for area in page),
        demonstration_among=True,
    )


@require_safe
def school_holidays_of_area(request: SignedIn, year: int, code: str) -> HttpResponse:
    """The holidays of one area, as a picture and as a table for each school year."""
    programme = queries.year_for(request.user, year)
    area = queries.terms_area_for(request.user, code)
    years = [
        {
            "number": one,
            "name": schoolyears.named(one),
            "rows": rows,
            "picture": picture_of(one, rows) if rows else None,
            "missing": queries.parts_missing(one, rows),
        }
        for one, rows in queries.terms_of(request.user, programme, area).items()
    ]
    return show(request, "area", framed(programme, area), years=years, owns=policies.can_own_year(request.user))


def writer_of(kind: str) -> Any:
    """What writes such a file; 404 where nothing does."""
    if kind not in WRITERS:
        raise Http404
    return WRITERS[kind]


@require_safe
def school_holidays_export(request: SignedIn, year: int, kind: str) -> HttpResponseBase:
    """All that is known of the two school years, in the columns that an import reads."""
    write, programme = writer_of(kind), queries.year_for(request.user, year)
    rows = (cells_of(row.local_area.name, row) for row in queries.terms_recorded(request.user, programme))
    response: HttpResponseBase = write(f"school-holidays-{programme}", HEAD, rows)
    return response


@require_safe
def school_holidays_template(request: SignedIn, year: int, kind: str) -> HttpResponseBase:
    """The first line of a table, to fill in below."""
    write, programme = writer_of(kind), queries.year_for(request.user, year)
    response: HttpResponseBase = write(f"school-holidays-{programme}-template", HEAD, [])
    return response
