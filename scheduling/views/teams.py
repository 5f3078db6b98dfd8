"""The teams of a year: who is on them, whom they still want, giving a place and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from inspections.models import Part
from inspections.policies import can_ask_override
from inspections.queries import holder_of
from jtai.forms.rows import as_key
from jtai.pages import attempt, cleaned
from scheduling import commands, queries
from scheduling.forms import GiveForm, TeamsSearch
from scheduling.models import ProgrammeYear
from scheduling.queries import Seat, TeamOfYear, TeamsOfYear
from scheduling.views.people import a_page_of
from scheduling.views.within import show, within

A_PAGE = 12


def _form(team: TeamOfYear, data: Any = None) -> GiveForm:
    """The form of one team; each has names of its own, since all stand on one page."""
    people = {one.who.person.pk: one.who.person for one in team.candidates} | dict(team.there)
    lead = [(seat.place.user_id, _("%(name)s, on this team") % {"name": seat.place.user.name}) for seat in _could_lead(team)]
    return GiveForm(
        data,
        prefix=f"team-{team.inspection.pk}",
        choices=lambda: [*((one.who.person.pk, one.label) for one in team.candidates), *lead],
        find=lambda keys: [people[key] for key in keys or () if key in people],
        empty=_("Select a person"),
        asks_lead=team.asks_lead,
        there=team.there,
    )


def _could_lead(team: TeamOfYear) -> list[Seat]:
    """Those who have a place there and could have the lead's, which nobody has."""
    return [seat for seat in team.own.places if seat.place.part == Part.INSPECTOR] if team.own and team.asks_lead else []


def _back(request: SignedIn, year: int, inspection: int, **more: int) -> HttpResponse:
    """To the same page of the list, where this team is; what was done is said beside it."""
    asked = _asked(request)
    asked.update({name: str(value) for name, value in {"at": inspection, **more}.items()})
    return redirect(f"{reverse('year_teams', args=[year])}?{asked.urlencode()}#team-{inspection}")


def _asked(request: SignedIn) -> QueryDict:
    """Filters and page, without what was done last."""
    asked = request.GET.copy()
    for name in ("at", "given"):
        asked.pop(name, None)
    return asked


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
    at = as_key(request.GET.get("at", "")) or 0
    teams = [team for team in found.teams if text in team.inspection.local_area.name.casefold()]
    for name in ("missing", "leaderless"):
        # Where somebody has just been given a place, the team stays until the page is asked anew.
        teams = [team for team in teams if not asked.get(name) or getattr(team, name) or team.inspection.pk == at]
    page, _query = a_page_of(request, teams, A_PAGE)
    here = _asked(request)
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
        query=_without_page(here),
        narrowed=here.urlencode(),
        at=at if any(team.inspection.pk == at for team in shown) else 0,
        rows=rows,
        people=people,
        missing=sum(team.missing for team in found.teams),
        leaderless=sum(team.leaderless for team in found.teams),
        total=len(found.teams),
        **more,
    )


def _without_page(asked: QueryDict) -> str:
    """To be followed by a page."""
    rest = asked.copy()
    rest.pop("page", None)
    return f"{rest.urlencode()}&" if rest else ""


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
    place = attempt(form, commands.give_place, inspection, person=person, part=part, by=request.user)
    if place is None:
        wanted = person if can_ask_override(request.user, inspection, person, part) else None
        return _page(request, programme, found, (pk, form), wanted=wanted, part=part)
    messages.success(request, _given(found, team, person, part))
    # Who was there before was no less on the team: there is nothing to undo.
    return _back(request, year, pk, **({} if person.pk in team.there else {"given": place.pk}))


def _given(found: TeamsOfYear, team: TeamOfYear, person: User, part: str) -> str:
    """What was done, and whether it is more than this person can take on."""
    words = {"name": person.name, "area": team.inspection.local_area.name}
    said = _("%(name)s has a place on the team of %(area)s.") % words
    if part == Part.LEAD:
        said = _("%(name)s is the lead inspector of the team of %(area)s.") % words
    who = next((one for one in found.people if one.person.pk == person.pk), None)
    if who is None or person.pk in team.there or who.free > 0:
        return said
    load, over = who.load + 1, 1 - who.free
    teams = ngettext("That is %(load)d team", "That is %(load)d teams", load) % {"load": load}
    more = ngettext("%(over)d more than they can take on", "%(over)d more than they can take on", over) % {"over": over}
    if over == 1:
        more = _("one more than they can take on")
    return _("%(said)s %(teams)s, %(more)s.") % {"said": said, "teams": teams, "more": more}


@require_POST
def year_team_take_back(request: SignedIn, year: int, place: int) -> HttpResponse:
    """Undo a place that was given a moment ago."""
    programme = queries.year_for(request.user, year)
    given = queries.place_just_given(request.user, programme, place)
    commands.take_back(given, by=request.user)
    words = {"name": given.user.name, "area": given.inspection.local_area.name}
    messages.success(request, _("%(name)s has no place on the team of %(area)s any more.") % words)
    return _back(request, year, given.inspection_id)
