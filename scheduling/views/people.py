"""The people of a year: all of them with their weeks, one of them, and their leave."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies.queries import inspectorate_of
from jtai.forms import Form
from jtai.pages import MARKING, attempt, cleaned, done, sent
from jtai.programmeyears import year_of
from scheduling import commands, queries
from scheduling.forms import AbsenceForm, CapacityForm, PeopleSearch
from scheduling.models import Absence, ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days
from scheduling.views.weeks import weeks
from scheduling.views.within import show, within

A_PAGE = 25


def a_page_of(request: SignedIn, rows: list[Any], size: int = A_PAGE) -> tuple[Page[Any], str]:
    """As jtai.pages.page_of, of rows that are there already."""
    asked = request.GET.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    return Paginator(rows, size).get_page(request.GET.get("page")), f"{query}&" if query else ""


def _invented(people: list[queries.PersonOfYear]) -> bool:
    return any(one.person.demonstration or any(work.inspection.local_area.demonstration for work in one.work) for one in people)


@require_safe
def year_people(request: SignedIn, year: int) -> HttpResponse:
    """The inspectors of the viewer's inspectorate: their weeks as a picture and as a table, and how many the others have."""
    programme = queries.year_for(request.user, year)
    found = queries.people_of_year(request.user, programme)
    search = PeopleSearch(request.GET)
    asked = cleaned(search)
    text = asked.get("text", "").casefold()
    people = [one for one in found.own if text in one.person.name.casefold()]
    if asked.get("overloaded"):
        people = [one for one in people if one.overloads]
    page, query = a_page_of(request, people)
    shown = list(page.object_list)
    context = within(programme, _("People"), invented=_invented(shown))
    ours = inspectorate_of(request.user)
    return show(
        request,
        "year_people",
        context,
        search=search,
        page=page,
        query=query,
        picture=weeks(shown, programme.year, timezone.localdate()),
        numbers=found.numbers,
        too_much=sum(bool(one.overloads) for one in found.own),
        everybody=len(found.own),
        carried=sum(one.carried is not None for one in found.own),
        others=found.others,
        inspectorate=ours,
        leading=queries.leads_come_from(ours),
        nobody_leads=found.nobody_leads,
    )


def _above(programme: ProgrammeYear, person: User | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("People"), reverse("year_people", args=[programme.year]))]
    if person is not None:
        crumbs.append((person.name, reverse("year_person", args=[programme.year, person.pk])))
    return crumbs


@require_http_methods(["GET", "HEAD", "POST"])
def year_person(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """One inspector's year: what they can take on, where they have a place, and their leave."""
    programme = queries.year_for(request.user, year)
    one = queries.person_of_year(request.user, programme, pk)
    leads = {True: "yes", False: "no", None: ""}[one.leads]
    asks_leads = queries.leads_come_from(inspectorate_of(request.user))
    form = CapacityForm(sent(request), initial={"inspections": one.inspections, "leads": leads}, asks_leads=asks_leads)
    if form.is_valid() and done(
        form, commands.set_capacity, programme, person=one.person, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("What %(name)s can take on was saved.") % {"name": one.person.name})
        return redirect("year_person", year, pk)
    context = within(programme, one.person.name, *_above(programme), invented=_invented([one]))
    return show(request, "year_person", context, form, one=one)


def _absence_form(request: SignedIn, person: User, absence: Absence | None, year: int) -> tuple[AbsenceForm, Absence | None]:
    """The form, and what became of it when it was sent and could be done."""
    kept = ("kind", "first_day", "last_day")
    initial = {name: getattr(absence, name) for name in kept} if absence else None
    form = AbsenceForm(sent(request), initial=initial, year=year)
    if not form.is_valid():
        return form, None
    if absence is None:
        return form, attempt(form, commands.record_absence, person=person, **form.cleaned_data, by=request.user)
    return form, attempt(form, commands.change_absence, absence, **form.cleaned_data, by=request.user)


def _leave_page(request: SignedIn, context: dict[str, Any], person: User, absence: Absence | None, back: str) -> HttpResponse:
    """Enter leave, or change an entry of it, and go back. The context of a page of a year has that year."""
    planned = context["year"].year if "year" in context else year_of(timezone.localdate())
    form, entered = _absence_form(request, person, absence, planned)
    if entered is not None:
        said = _("The leave was changed: %(days)s.") if absence else _("The leave was entered: %(days)s.")
        messages.success(request, said % {"days": days(Span(entered.first_day, entered.last_day))})
        for sentence in queries.teams_left_alone(request.user, [entered]).get(entered.pk, ()):
            messages.warning(request, sentence)
        return redirect(back)
    return show(request, "absence_form", context, form, person=person, back=back, own=person.pk == request.user.pk)


def _remove_page(request: SignedIn, context: dict[str, Any], absence: Absence, back: str) -> HttpResponse:
    """Remove an entry, after asking, and go back."""
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.remove_absence, absence, by=request.user):
        messages.success(request, _("The leave was removed."))
        return redirect(back)
    return show(request, "absence_remove", context, form, absence=absence, back=back)


def _at_person(programme: ProgrammeYear, person: User) -> str:
    return reverse("year_person", args=[programme.year, person.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def absence_add(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Enter leave of one of one's own people."""
    programme = queries.year_for(request.user, year)
    person = queries.own_person(request.user, pk)
    context = within(programme, _("Enter leave"), *_above(programme, person), invented=person.demonstration)
    return _leave_page(request, context, person, None, _at_person(programme, person))


@require_http_methods(["GET", "HEAD", "POST"])
def absence_change(request: SignedIn, year: int, pk: int, absence: int) -> HttpResponse:
    """Change leave of one of one's own people."""
    programme = queries.year_for(request.user, year)
    person = queries.own_person(request.user, pk)
    found = queries.absence_of(request.user, person, absence)
    context = within(programme, _("Change leave"), *_above(programme, person), invented=person.demonstration)
    return _leave_page(request, context, person, found, _at_person(programme, person))


@require_http_methods(["GET", "HEAD", "POST"])
def absence_remove(request: SignedIn, year: int, pk: int, absence: int) -> HttpResponse:
    """Remove leave of one of one's own people."""
    programme = queries.year_for(request.user, year)
    person = queries.own_person(request.user, pk)
    found = queries.absence_of(request.user, person, absence)
    context = within(programme, _("Remove leave"), *_above(programme, person), invented=person.demonstration)
    return _remove_page(request, context, found, _at_person(programme, person))


def _own(request: SignedIn, here: str = "") -> dict[str, Any]:
    trail = [{"text": _("Your account"), "href": reverse("account")}]
    trail.append({"text": _("Your leave"), "href": reverse("own_leave") if here else ""})
    if here:
        trail.append({"text": here, "href": ""})
    return {"trail": trail, "here": here or _("Your leave"), "marking": MARKING, "demonstration": request.user.demonstration}


@require_safe
def own_leave(request: SignedIn) -> HttpResponse:
    """One's own leave that is to come."""
    absences = list(queries.own_absences(request.user))
    met = queries.teams_left_alone(request.user, absences)
    return show(request, "own_leave", _own(request), absences=[(one, met.get(one.pk, ())) for one in absences])


@require_http_methods(["GET", "HEAD", "POST"])
def own_leave_add(request: SignedIn) -> HttpResponse:
    """Enter leave of one's own."""
    queries.own_absences(request.user)
    return _leave_page(request, _own(request, _("Enter leave")), request.user, None, reverse("own_leave"))


@require_http_methods(["GET", "HEAD", "POST"])
def own_leave_change(request: SignedIn, pk: int) -> HttpResponse:
    """Change leave of one's own."""
    found = queries.absence_of(request.user, request.user, pk)
    return _leave_page(request, _own(request, _("Change leave")), request.user, found, reverse("own_leave"))


@require_http_methods(["GET", "HEAD", "POST"])
def own_leave_remove(request: SignedIn, pk: int) -> HttpResponse:
    """Remove leave of one's own."""
    found = queries.absence_of(request.user, request.user, pk)
    return _remove_page(request, _own(request, _("Remove leave")), found, reverse("own_leave"))
