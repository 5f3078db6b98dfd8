"""How a programme stands in a year: what is covered, who is due and overdue, and why."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from jtai.pages import A_PAGE
from jtai.programmeyears import year_of
from programmes import forms, policies, queries
from programmes.models import Programme
from programmes.rules import Coverage
from programmes.views.page import frame, show

MOST_NEXT = 10
BAR = 240  # how long the bar of a coverage is, in the units of its drawing


@require_safe
def programme_due(request: SignedIn, code: str, year: int) -> HttpResponse:
    """Coverage of every rule, and the duties of a programme year that begins on 1 April of this calendar year."""
    found = queries.programme_for(request.user, code)
    policies.can_see_due.check(request.user, found)
    today = timezone.localdate()
    past = year < year_of(today)
    standing = queries.standing_of(found, queries.year_for(found, year, today), today)
    search = forms.DueSearch(request.GET, rules=standing.rules.values(), past=past)
    lines = search.narrowed(standing.lines)
    kept = request.GET.copy()
    kept.pop("page", None)
    return show(
        request,
        "due",
        frame(found, _("What is due: %(year)s") % {"year": named(year)}),
        search=search,
        page=Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        query=f"{kept.urlencode()}&" if kept else "",
        narrowed=search.narrows(),
        coverage=[_line(row, standing) for row in standing.coverage],
        past=past,
        plans=not past and policies.can_record(request.user, found),
        years=_years(found, year, year_of(today)),
        demonstration=standing.invented,
        demonstration_among=True,
    )


def named(year: int) -> str:
    """“2025-26”."""
    return f"{year}-{(year + 1) % 100:02d}"


def _line(row: Coverage, standing: queries.Standings) -> dict[str, Any]:
    """One rule with how far it is kept, as words and as a bar, and who could be next."""
    whole = max(row.needed, row.done + row.planned, 1)
    unreached = standing.could_be_next.get(row.rule, ())
    return {
        "coverage": row,
        "says": row.says,
        "source": standing.rules[row.rule].says,
        "bar": {"width": BAR, "done": round(BAR * row.done / whole), "planned": round(BAR * row.planned / whole)},
        "needed_at": round(BAR * row.needed / whole),
        "next": unreached[:MOST_NEXT] if row.missing else (),
        "next_more": max(0, len(unreached) - MOST_NEXT),
    }


def _years(programme: Programme, year: int, now: int) -> list[dict[str, str]]:
    """The year before the one that is shown, the one after it, and the present one, where there are such; the earliest first."""
    first, last = year_of(programme.valid_from), now + queries.YEARS_AHEAD
    near = sorted({year - 1, now, year + 1})
    return [
        {"text": named(other), "href": reverse("programme_due", args=[programme.code, other])}
        for other in near
        if other != year and first <= other <= last
    ]
