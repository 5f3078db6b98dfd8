"""What the pages of one inspection share: frame, saving, and the lists of their forms."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from agencies.queries import agencies_among, partnership_agencies
from inspections import queries
from inspections.forms import Lists
from inspections.models import Inspection
from jtai.errors import DomainError
from jtai.forms import Form

P = ParamSpec("P")
T = TypeVar("T")
MARKING = "OFFICIAL-SENSITIVE"
A_PAGE = 25
CLIENT_ID = "client_id"


def sent(request: SignedIn) -> QueryDict | None:
    """What a form is bound to; also an empty sending is one."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, command: Callable[P, T], *args: P.args, **words: P.kwargs) -> T | None:
    """Call a command with what was typed. A refusal becomes an error of the form, so that the typing stays on the page."""
    try:
        return command(*args, **words)
    except DomainError as refusal:
        field = form.refuse(refusal)
        if field == CLIENT_ID and isinstance(form.data, QueryDict):
            # The key is spent on something else; under a new one the same sending, repeated, is a new entry.
            form.data = form.data.copy()
            form.data[CLIENT_ID] = str(uuid4())
        form.refused = refusal.status  # type: ignore[attr-defined]  # -- read by status_of, just below
        return None


def done(form: Form, command: Callable[P, object], *args: P.args, **words: P.kwargs) -> bool:
    """The same, where only it matters that it was done."""
    return attempt(form, command, *args, **words) is not None


def status_of(form: Form | None) -> int:
    """200, or what the errors of the form mean."""
    if form is None or not form.is_bound or not form.errors:
        return HTTPStatus.OK
    return int(getattr(form, "refused", HTTPStatus.UNPROCESSABLE_ENTITY))


def frame(inspection: Inspection, here: str = "", *above: tuple[str, str]) -> dict[str, Any]:
    """Marking, demonstration banner and breadcrumbs. above: (text, address) between the inspection's page and this one."""
    trail = [
        {"text": _("Inspections"), "href": reverse("inspections")},
        {"text": inspection.local_area.name, "href": inspection.get_absolute_url() if here else ""},
        *({"text": text, "href": href} for text, href in above),
    ]
    if here:
        trail.append({"text": here, "href": ""})
    return {
        "inspection": inspection,
        "marking": MARKING,
        "demonstration": inspection.local_area.demonstration,
        "trail": trail,
        "here": here,
    }


def above_note(pk: int, note: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """The crumbs of what lies below one note."""
    notes = (_("Evidence notes"), reverse("notes", args=[pk]))
    return notes, (_("Note %(number)d") % {"number": note}, reverse("note", args=[pk, note]))


def above_finding(pk: int, finding: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """The crumbs of what lies below one finding."""
    findings = (_("Findings"), reverse("findings", args=[pk]))
    return findings, (_("Finding %(number)d") % {"number": finding}, reverse("finding", args=[pk, finding]))


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page of an inspection with its form, and the status that the form's errors mean."""
    return render(request, f"inspections/{template}.html", {**context, "form": form, **more}, status=status_of(form))


def lists_of(request: SignedIn, inspection: Inspection) -> Lists:
    """What the forms of this inspection choose from; nothing but the strands is read before it is shown or sent."""
    choices = queries.framework_choices(inspection.framework)
    agencies = partnership_agencies(inspection.local_area)
    return Lists(
        strands=choices.strands,
        criteria=choices.criteria,
        agencies=lambda keys: agencies if keys is None else agencies_among(inspection.local_area, keys),
        children=lambda keys: queries.children_to_choose(request.user, inspection, keys),
    )


def page_of(request: SignedIn, rows: QuerySet[Any], size: int = A_PAGE) -> tuple[Page[Any], str]:
    """The asked page of a list (the nearest there is), and the other filters as a query string that ends in "&"."""
    asked = request.GET.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    return Paginator(rows, size).get_page(request.GET.get("page")), f"{query}&" if query else ""


def cleaned(form: Form) -> dict[str, Any]:
    """The filters that could be used; an unusable one filters nothing and says so beside its field."""
    return form.cleaned_data if form.is_valid() or form.is_bound else {}
