"""Pages of trails: of an inspection for its lead, of a person for their administrator and for themselves."""

from dataclasses import replace
from heapq import merge
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from accounts.streams import PERSON
from audit import queries as trail
from audit.models import Event, Read
from desk import answering, labels, policies, verbs
from desk.tracing import (
    CHUNK,
    Line,
    TrailFilter,
    chain_of,
    lines,
    names_of,
    narrowed,
    narrowed_reads,
    read_lines,
)
from desk.trail_pages import MARKING, actors_of, page_of, sheet, show
from inspections import queries
from inspections.models import Inspection

# Of reads: the list says in which quarter of an hour, the table the moment.
NEWEST = ("-quarter", "-at", "actor", "thing")


def _inspection(request: SignedIn, pk: int) -> Inspection:
    found = queries.inspection_for(request.user, pk)
    policies.can_see_trail.check(request.user, found)
    return found


@require_safe
def inspection_trail(request: SignedIn, pk: int) -> HttpResponse:
    """What was done in an inspection."""
    found = _inspection(request, pk)
    rows = trail.trail_of(found.stream)
    who = actors_of(rows)
    does = rows.order_by().values_list("verb", flat=True).distinct()
    form = TrailFilter(request.GET, people=who.names, does=does)
    form.is_valid()
    named = labels.of_inspection(found)
    page = page_of(request, narrowed(rows, form.asked(), who.names, words=verbs.CASEWORK, named=named))
    shown = list(lines(page.object_list, who, words=verbs.CASEWORK, named=named))
    return show(request, "inspection_trail", form, page, shown, **_of_inspection(found, "inspection_trail"))


@require_safe
def inspection_trail_csv(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The same as a table, all of it."""
    found = _inspection(request, pk)
    rows = trail.trail_of(found.stream)
    named = labels.of_inspection(found)
    return sheet(f"inspection-{pk}-trail", lines(rows.iterator(CHUNK), actors_of(rows), words=verbs.CASEWORK, named=named))


@require_safe
def inspection_reads(request: SignedIn, pk: int) -> HttpResponse:
    """Who opened what in an inspection."""
    found = _inspection(request, pk)
    rows = trail.reads_of(found.stream).order_by(*NEWEST)
    who = actors_of(rows)
    form = TrailFilter(request.GET, people=who.names, does=None)
    form.is_valid()
    page = page_of(request, narrowed_reads(rows, form.asked(), who.names))
    shown = list(read_lines(page.object_list, who))
    return show(request, "inspection_reads", form, page, shown, **_of_inspection(found, "inspection_reads"))


@require_safe
def inspection_reads_csv(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The same as a table, all of it."""
    found = _inspection(request, pk)
    rows = trail.reads_of(found.stream).order_by(*NEWEST)
    who = actors_of(rows, with_also=request.user)
    return sheet(f"inspection-{pk}-reads", read_lines(rows.iterator(CHUNK), who))


def _of_inspection(found: Inspection, name: str) -> dict[str, Any]:
    here = _("Trail") if name == "inspection_trail" else _("Who opened what")
    return {
        "inspection": found,
        "marking": MARKING,
        "demonstration": found.local_area.demonstration,
        "trail": [
            {"text": _("Inspections"), "href": reverse("inspections")},
            {"text": found.local_area.name, "href": found.get_absolute_url()},
            {"text": here, "href": ""},
        ],
        "here": here,
        "caption": found.local_area.name,
        "reads": name == "inspection_reads",
        "clear": reverse(name, args=[found.pk]),
        "sheet": reverse(f"{name}_csv", args=[found.pk]),
        "ways": [
            {"text": _("What was done"), "href": reverse("inspection_trail", args=[found.pk])},
            {"text": _("Who opened what"), "href": reverse("inspection_reads", args=[found.pk])},
        ],
    }


# Of a person


def _person(request: SignedIn, pk: int) -> User:
    """Somebody whose trail this viewer may read; 404 for all others, as if there were nobody of that number."""
    found = get_object_or_404(User, pk=pk)
    if not policies.can_see_person_trail(request.user, found):
        raise Http404
    return found


def _events(viewer: User, person: User) -> QuerySet[Event]:
    """What was recorded about a person, as far as the viewer may know: their account, and by number what they did."""
    # What others decided about one's own places is for oneself.
    about = Q(target__in=queries.targets_of_places(person)) if viewer.pk == person.pk else None
    rows = trail.within(trail.events_about(person, chain_of(person), about), "at", *policies.period(viewer, person))
    if not policies.sees_casework(viewer, person):
        return rows.filter(verb__in=verbs.ACCOUNT, stream=chain_of(person))
    if viewer.pk == person.pk:
        return rows
    # How a year is planned, and what stands in for what, is for those alone who plan it.
    planning = Q(stream__startswith=verbs.OF_YEARS) & ~Q(verb__in=verbs.TOLD_OF_YEARS)
    return rows.exclude(planning).exclude(stream__in=queries.streams_untold_to(viewer))


def _reads(viewer: User, person: User) -> QuerySet[Read]:
    first, last = policies.period(viewer, person)
    # By the quarter, which the table is cut and sorted by; its own moment says what was before the end of a stay.
    rows = trail.within(trail.within(trail.reads_by(person), "quarter", first, last), "at", None, last)
    if not policies.sees_casework(viewer, person):
        return rows.none()
    return rows if viewer.pk == person.pk else rows.exclude(stream__in=queries.streams_untold_to(viewer))


@require_safe
def own_trail(request: SignedIn) -> HttpResponse:
    """What was recorded about oneself."""
    return _person_page(request, request.user, "own_trail", [])


@require_safe
def own_trail_csv(request: SignedIn) -> StreamingHttpResponse:
    """The same as a table, with what one opened."""
    return _person_sheet(request.user, request.user)


@require_safe
def person_trail(request: SignedIn, person: int) -> HttpResponse:
    """What was recorded about one of one's own people."""
    return _person_page(request, _person(request, person), "person_trail", [person])


@require_safe
def person_trail_csv(request: SignedIn, person: int) -> StreamingHttpResponse:
    """The same as a table, with what they opened."""
    return _person_sheet(request.user, _person(request, person))


def _person_page(request: SignedIn, person: User, name: str, at: list[int]) -> HttpResponse:
    rows = _events(request.user, person)
    does = rows.order_by().values_list("verb", flat=True).distinct()
    form = TrailFilter(request.GET, people=None, does=does)
    form.is_valid()
    who = actors_of(rows)
    page = page_of(request, narrowed(rows, form.asked(), who.names, words=verbs.OF_PERSON))
    places = _places(request.user, person, {event.stream for event in page.object_list})
    shown = list(lines(page.object_list, who, words=verbs.OF_PERSON, places=places))
    own = name == "own_trail"
    here = _("What was recorded about you") if own else _("Trail of %(name)s") % {"name": person}
    more = {
        "here": here,
        "trail": _way_to_own() if request.user.pk == person.pk else _way_to(person),
        "of_person": True,
        "account_only": not policies.sees_casework(request.user, person),
        "clear": reverse(name, args=at),
        "sheet": reverse(f"{name}_csv", args=at),
    }
    return show(request, name, form, page, shown, **more)


def _places(viewer: User, person: User, streams: set[str]) -> dict[str, str]:
    """What these chains are called: other people's accounts, and requests for access by their references.

    A reference is for the people who answer the request, on their own trail; for everybody else it has its number.
    """
    others = {stream for stream in streams if stream.startswith(PERSON)} - {chain_of(person)}
    told = dict.fromkeys(others, _("Another account"))
    return told | (answering.references(viewer, streams) if viewer.pk == person.pk else {})


def _way_to_own() -> list[dict[str, str]]:
    return [
        {"text": _("Home"), "href": reverse("home")},
        {"text": _("Your account"), "href": reverse("account")},
        {"text": _("What was recorded about you"), "href": ""},
    ]


def _way_to(person: User) -> list[dict[str, str]]:
    return [
        {"text": _("Home"), "href": reverse("home")},
        {"text": _("People"), "href": reverse("people")},
        {"text": person.name, "href": reverse("person", args=[person.pk])},
        {"text": _("Trail"), "href": ""},
    ]


def _person_sheet(viewer: User, person: User) -> StreamingHttpResponse:
    rows, reads = _events(viewer, person), _reads(viewer, person)
    who = actors_of(rows)
    places = _places(viewer, person, set(rows.order_by().values_list("stream", flat=True).distinct()))
    done = lines(rows.iterator(CHUNK), who, words=verbs.OF_PERSON, places=places)
    opened = map(_opened, read_lines(reads.order_by(*NEWEST).iterator(CHUNK), names_of([trail.key_of(person)])))
    # One list, the newest first.
    return sheet(f"person-{person.pk}-trail", merge(done, opened, key=attrgetter("at"), reverse=True))


def _opened(line: Line) -> Line:
    """In one list with what was done, what was opened says so."""
    return replace(line, what=_("Opened: %(thing)s") % {"thing": line.what[:1].lower() + line.what[1:]})
