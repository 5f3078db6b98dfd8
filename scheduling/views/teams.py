"""The teams of a year: who is on them, whom they still want, giving a place and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from inspections.commands import assign
from inspections.models import Part
from inspections.policies import can_ask_override
from inspections.queries import holder_of
from jtai.forms.rows import as_key
from jtai.pages import attempt, cleaned
from scheduling import commands, queries
from scheduling.forms import GiveForm, TeamsSearch
from scheduling.models import ProgrammeYear
from scheduling.queries import TeamOfYear, TeamsOfYear
from scheduling.views.people import a_page_of
from scheduling.views.within import show, within

A_PAGE = 12


def _form(team: TeamOfYear, data: Any = None) -> GiveForm:
    """The form of one team; each has names of its own, since all stand on one page."""
    people = {one.who.person.pk: one.who.person for one in team.candidates}
    return GiveForm(
        data,
        prefix=f"team-{team.inspection.pk}",
        choices=lambda: [(one.who.person.pk, one.label) for one in team.candidates],
        find=lambda keys: [people[key] for key in keys or () if key in people],
        empty=_("Select a person"),
        asks_lead=team.own is not None and queries.leads_come_from(team.own.inspectorate) and not team.led,
    )


@require_safe
def year_teams(request: SignedIn, year: int) -> HttpResponse:
    """Every team of the year that the viewer sees."""
    programme = queries.year_for(request.user, year)
    given = None
    if "given" in request.GET:
        given = queries.place_to_take_back(request.user, programme, as_key(request.GET["given"]) or 0)
    return _page(request, programme, queries.teams_of_year(request.user, programme), given=given)


def _page(request: SignedIn, programme: ProgrammeYear, found: TeamsOfYear, bound: Any = None, **more: Any) -> HttpResponse:
    """The teams that were asked for. bound: (inspection, form) of what was refused, shown in its place."""
    search = TeamsSearch(request.GET)
    asked = cleaned(search)
    text = asked.get("text", "").casefold()
    teams = [team for team in found.teams if text in team.inspection.local_area.name.casefold()]
    if asked.get("missing"):
        teams = [team for team in teams if team.missing]
    page, query = a_page_of(request, teams, A_PAGE)
    refused, form = bound or (None, None)
    shown = [team for team in page.object_list if team.inspection.pk != refused]
    # What was refused stands first, whatever page it is on: the summary of what is wrong leads to it.
    shown = [team for team in found.teams if team.inspection.pk == refused] + shown
    rows = [(team, form if team.inspection.pk == refused else _form(team) if team.open else None) for team in shown]
    invented = any(team.inspection.local_area.demonstration for team in shown)
    people = sorted(found.people, key=lambda one: (-one.free, one.person.name))
    return show(
        request,
        "year_teams",
        within(programme, _("Teams"), invented=invented),
        form,
        search=search,
        page=page,
        query=query,
        rows=rows,
        people=people,
        missing=sum(team.missing for team in found.teams),
        total=len(found.teams),
        **more,
    )


@require_POST
def year_team_give(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Give somebody of one's own inspectorate a place; a refusal stands beside the team."""
    programme = queries.year_for(request.user, year)
    inspection = queries.inspection_of_year(request.user, programme, pk)
    found = queries.teams_of_year(request.user, programme)
    team = next((one for one in found.teams if one.inspection.pk == pk), None)
    if team is None or not team.open:
        # It was deferred or has ended: its own page says what can be done.
        return redirect("team", inspection.pk)
    form = _form(team, request.POST)
    if not form.is_valid():
        return _page(request, programme, found, (pk, form))
    person, part = form.cleaned_data["person"], form.part_chosen
    if part == Part.LEAD and holder_of(inspection, part, person) is not None:
        return redirect(f"{reverse('team_add', args=[pk])}?person={person.pk}&part={part}")
    place = attempt(form, assign, inspection, person=person, part=part, by=request.user)
    if place is None:
        wanted = person if can_ask_override(request.user, inspection, person, part) else None
        return _page(request, programme, found, (pk, form), wanted=wanted, part=part)
    words = {"name": person.name, "area": team.inspection.local_area.name}
    messages.success(request, _("%(name)s has a place on the team of %(area)s.") % words)
    return redirect(f"{reverse('year_teams', args=[year])}?given={place.pk}")


@require_POST
def year_team_take_back(request: SignedIn, year: int, place: int) -> HttpResponse:
    """Undo a place that was given a moment ago."""
    programme = queries.year_for(request.user, year)
    given = queries.place_just_given(request.user, programme, place)
    commands.take_back(given, by=request.user)
    words = {"name": given.user.name, "area": given.inspection.local_area.name}
    messages.success(request, _("%(name)s has no place on the team of %(area)s any more.") % words)
    return redirect("year_teams", year)
