"""The team, by inspectorate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.views.page import done, frame, sent, show
from jtai.forms import Form


@require_safe
def team(request: SignedIn, pk: int) -> HttpResponse:
    """Who is on it, and how many people an inspectorate typically sends."""
    inspection = queries.inspection_for(request.user, pk)
    board = queries.team_board(request.user, inspection)
    context = frame(inspection, _("Team"))
    return show(request, "team", context, board=board, staffing=any(bench.may_staff for bench in board))


@require_http_methods(["GET", "HEAD", "POST"])
def team_add(request: SignedIn, pk: int) -> HttpResponse:
    """Give somebody a place."""
    inspection = queries.inspection_for(request.user, pk)
    people = queries.people_to_assign(request.user, inspection)
    if request.method != "POST":
        policies.can_staff.check(request.user, inspection)
    form = forms.PlaceForm(
        sent(request),
        choices=lambda: [
            (inspectorate.name, [(person.pk, f"{person.name}, {person.membership.job_title}") for person in members])
            for inspectorate, members in people.items()
        ],
        find=lambda keys: [person for members in people.values() for person in members if person.pk in (keys or ())],
        empty=_("Select a person"),
    )
    if form.is_valid() and done(form, commands.assign, inspection, **form.cleaned_data, by=request.user):
        messages.success(request, _("%(name)s has a place on the team") % {"name": form.cleaned_data["person"].name})
        return redirect("team", pk)
    context = frame(inspection, _("Give a place"), (_("Team"), reverse("team", args=[pk])))
    return show(request, "team_add", context, form, nobody=not people)


@require_http_methods(["GET", "HEAD", "POST"])
def team_end(request: SignedIn, pk: int, place: int) -> HttpResponse:
    """End a place, after asking."""
    inspection = queries.inspection_for(request.user, pk)
    held = queries.place_for(inspection, place)
    held.inspection = inspection
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.end_place, held, by=request.user):
        messages.success(request, _("%(name)s has left the team") % {"name": held.user.name})
        return redirect("team", pk)
    why = "" if form.is_bound else policies.can_end_place.why_not(request.user, held)
    context = frame(inspection, _("End a place"), (_("Team"), reverse("team", args=[pk])))
    return show(request, "team_end", context, form, place=held, why=why)
