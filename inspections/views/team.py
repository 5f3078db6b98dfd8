"""The team, by inspectorate."""

from collections.abc import Container, Iterable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies.models import Inspectorate
from agencies.queries import inspectorate_of, never_stated
from inspections import commands, forms, policies, queries
from inspections.models import Inspection, Part, TeamPlace
from inspections.views.page import done, frame, sent, show
from jtai.forms import Form
from jtai.forms.rows import Choices, as_key


def _called(person: User, undeclared: Container[int], elsewhere: Container[int]) -> str:
    """How a candidate is named: with the job, and with a warning where nothing is known of their interests or they are at work."""
    called = f"{person.name}, {person.membership.job_title}"
    if person.pk in undeclared:
        called = _("%(person)s (has not declared interests)") % {"person": called}
    # Which one, the list of inspections says to whoever may see it.
    return _("%(person)s (works on another inspection that week)") % {"person": called} if person.pk in elsewhere else called


def _candidates(by: User, inspection: Inspection, people: Mapping[Inspectorate, list[User]]) -> Choices:
    """Those who could get a place, under their inspectorates."""
    everybody = [person for members in people.values() for person in members]
    undeclared, elsewhere = never_stated(everybody), queries.at_work_elsewhere(by, inspection, everybody)
    for inspectorate, members in people.items():
        yield inspectorate.name, [(person.pk, _called(person, undeclared, elsewhere)) for person in members]


def _successors(people: Iterable[User], part: str, here: Mapping[int, str]) -> Choices:
    """Those who could take a place of this part over, with the place that each has already. here: as `queries.parts_on_team`."""
    people = list(people)
    undeclared = never_stated(people)
    for person in people:
        called, held = _called(person, undeclared, ()), here.get(person.pk)
        if held is not None:
            words = {"person": called, "part": Part(held).label.lower()}
            ends = _("%(person)s, has the place of %(part)s, which then ends")
            called = (ends if policies.moves(part, held) else _("%(person)s, has the place of %(part)s")) % words
        yield person.pk, called


@require_safe
def team(request: SignedIn, pk: int) -> HttpResponse:
    """Who is on it, and how many people an inspectorate typically sends."""
    inspection = queries.inspection_for(request.user, pk)
    board = queries.team_board(request.user, inspection)
    context = frame(inspection, _("Team"))
    staffing = any(bench.may_staff for bench in board)
    return show(
        request, "team", context, board=board, staffing=staffing, overrides=queries.overrides_of(request.user, inspection)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def team_add(request: SignedIn, pk: int) -> HttpResponse:
    """Give somebody a place; with `place` in the address, that one, which stands empty."""
    inspection = queries.inspection_for(request.user, pk)
    if "place" in request.GET:
        return _fill(request, inspection, queries.place_for(inspection, as_key(request.GET["place"]) or 0))
    people = queries.people_to_assign(request.user, inspection)
    if request.method != "POST":
        policies.can_staff.check(request.user, inspection)
    form = forms.PlaceForm(
        sent(request),
        # The link of an override says which, and for whom.
        initial={"part": request.GET.get("part", ""), "person": request.GET.get("person", "")},
        choices=lambda: _candidates(request.user, inspection, people),
        find=lambda keys: [person for members in people.values() for person in members if person.pk in (keys or ())],
        empty=_("Select a person"),
    )
    chosen = _chosen(form)
    part = form.cleaned_data["part"] if chosen is not None else ""
    held = queries.holder_of(inspection, part, chosen) if chosen is not None else None
    if chosen is not None and held is not None:
        # Nobody is put out of a place unasked: the page of the handing over says what it means.
        if policies.can_succeed(held, chosen):
            return redirect(f"{reverse('team_replace', args=[pk, held.pk])}?person={chosen.pk}")
        done(form, policies.can_succeed.check, held, chosen)
    elif chosen is not None and done(form, commands.assign, inspection, **form.cleaned_data, by=request.user):
        messages.success(request, _("%(name)s has a place on the team.") % {"name": chosen.name})
        return redirect("team", pk)
    context = frame(inspection, _("Give a place"), (_("Team"), reverse("team", args=[pk])))
    wanted = _in_conflict(request, inspection, chosen, part)
    return show(request, "team_add", context, form, nobody=not people, wanted=wanted, part=part)


def _fill(request: SignedIn, inspection: Inspection, place: TeamPlace) -> HttpResponse:
    """Give somebody this empty place: which one, for what and to whom of its inspectorate is settled by it."""
    place.inspection = inspection
    policies.can_staff.check(request.user, inspection, place.inspectorate)
    people = queries.people_to_assign(request.user, inspection).get(place.inspectorate, [])
    form = forms.SuccessorForm(
        sent(request),
        initial={"person": request.GET.get("person", "")},
        choices=lambda: _candidates(request.user, inspection, {place.inspectorate: people}),
        find=lambda keys: [person for person in people if person.pk in (keys or ())],
        empty=_("Select a person"),
    )
    chosen = _chosen(form)
    if chosen is not None and done(form, commands.fill, place, **form.cleaned_data, by=request.user):
        words = {"name": chosen.name, "before": place.user.name}
        messages.success(request, _("%(name)s has taken over the place of %(before)s.") % words)
        return redirect("team", inspection.pk)
    # Also after a sending: somebody else may have filled it meanwhile.
    why = queries.why_not_empty(place)
    context = frame(inspection, _("Fill an empty place"), (_("Team"), reverse("team", args=[inspection.pk])))
    wanted = _in_conflict(request, inspection, chosen, place.part)
    return show(request, "team_fill", context, form, place=place, why=why, nobody=not people, wanted=wanted)


def _chosen(form: Form) -> User | None:
    """The person of a form that can be sent. Asked before it is: a refusal beside the person takes them out of what is clean."""
    return form.cleaned_data["person"] if form.is_valid() else None


def _in_conflict(request: SignedIn, inspection: Inspection, person: User | None, part: str) -> User | None:
    """The person who was chosen, when a conflict of interest is what stands in the way and an override can be asked for."""
    if person is None or not policies.can_ask_override(request.user, inspection, person, part):
        return None
    return None if queries.is_allowed(inspection, person, part) else person


@require_http_methods(["GET", "HEAD", "POST"])
def team_replace(request: SignedIn, pk: int, place: int) -> HttpResponse:
    """Have somebody else take a place over, with the work that is open in it."""
    inspection = queries.inspection_for(request.user, pk)
    held = queries.place_for(inspection, place)
    held.inspection = inspection
    people = queries.people_to_replace(held)
    here = queries.parts_on_team(inspection)
    form = forms.SuccessorForm(
        sent(request),
        initial={"person": request.GET.get("person", "")},
        choices=lambda: _successors(people, held.part, here),
        find=lambda keys: people.filter(pk__in=keys or ()),
        empty=_("Select a person"),
    )
    chosen = _chosen(form)
    if chosen is not None and done(form, commands.replace, held, **form.cleaned_data, by=request.user):
        messages.success(request, _taken_over(chosen, here))
        return redirect("team", pk)
    # Also after a sending that was refused: the form names everybody of that inspectorate.
    why = policies.can_replace.why_not(request.user, held)
    context = frame(inspection, _("Hand a place over"), (_("Team"), reverse("team", args=[pk])))
    wanted = _in_conflict(request, inspection, chosen, held.part)
    return show(
        request,
        "team_replace",
        context,
        form,
        place=held,
        why=why,
        wanted=wanted,
        part=held.part,
        given="person" in request.GET,
    )


def _taken_over(person: User, here: Mapping[int, str]) -> str:
    """What happened: also that the place which the successor had before has ended. here: as before the handing over."""
    held = here.get(person.pk)
    if held is None:
        return _("%(name)s has taken the place over.") % {"name": person.name}
    words = {"name": person.name, "part": Part(held).label.lower()}
    return _("%(name)s has taken the place over. Their place of %(part)s has ended.") % words


@require_http_methods(["GET", "HEAD", "POST"])
def team_leave_empty(request: SignedIn, pk: int, place: int) -> HttpResponse:
    """Nobody has to take an empty place over, after asking."""
    inspection = queries.inspection_for(request.user, pk)
    held = queries.place_for(inspection, place)
    if held.left_empty_at is not None:
        return redirect("team", pk)  # a second click, or somebody else was faster
    held.inspection = inspection
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.leave_empty, held, by=request.user):
        messages.success(request, _("The place of %(name)s stays empty.") % {"name": held.user.name})
        return redirect("team", pk)
    empty = queries.empty_place(held)
    why = "" if form.is_bound else policies.can_leave_empty.why_not(request.user, held)
    if empty is None:  # an old tab: it was filled, or was never empty
        why = queries.why_not_empty(held)
    context = frame(inspection, _("Leave a place empty"), (_("Team"), reverse("team", args=[pk])))
    return show(request, "team_leave_empty", context, form, one=empty, why=why)


@require_http_methods(["GET", "HEAD", "POST"])
def override_ask(request: SignedIn, pk: int, person: int) -> HttpResponse:
    """Ask that somebody may have a place in spite of a conflict of interest."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_staff.check(request.user, inspection)
    wanted = queries.person_taking_part(inspection, person)
    form = forms.AskOverrideForm(sent(request), initial={"part": request.GET.get("part", "")})
    if form.is_valid() and done(form, commands.ask_override, inspection, person=wanted, **form.cleaned_data, by=request.user):
        messages.success(request, _("A second person has to decide. The programme leads who may decide were told by email."))
        return redirect("team", pk)
    why = "" if form.is_bound else policies.can_ask_override.why_not(request.user, inspection, wanted)
    context = frame(inspection, _("Ask for an override"), (_("Team"), reverse("team", args=[pk])))
    return show(request, "override_ask", context, form, person=wanted, why=why)


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: SignedIn, pk: int, override: int) -> HttpResponse:
    """What was asked, and the decision of a second person."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.override_for(request.user, inspection, override)
    words = {"name": found.user.name, "part": found.get_part_display().lower()}
    form = forms.DecideOverrideForm(sent(request), question=_("May %(name)s have the place of %(part)s?") % words)
    if form.is_valid() and done(form, commands.decide_override, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("Your decision was recorded."))
        return redirect("team", pk)
    why = "" if form.is_bound else policies.can_decide_override.why_not(request.user, found)
    context = frame(inspection, _("Conflict of interest"), (_("Team"), reverse("team", args=[pk])))
    parts = queries.parts_on_team(inspection)
    gives = found.allowed and found.decided_by_id != request.user.pk and found.user_id not in parts
    may_give = gives and policies.can_staff(request.user, inspection, inspectorate_of(found.user))
    more = {
        "may_give": may_give,
        "withdraws": policies.can_withdraw_override(request.user, found),
        "earlier": queries.decided_before(request.user, found),
        "holds": parts.get(found.user_id) == found.part,
    }
    return show(request, "override", context, form, override=found, why=why, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def override_withdraw(request: SignedIn, pk: int, override: int) -> HttpResponse:
    """Take back what was asked, after asking."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.override_for(request.user, inspection, override)
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.withdraw_asking, found, by=request.user):
        messages.success(request, _("Your request was withdrawn. Nobody has to decide about it any more."))
        return redirect("team", pk)
    why = "" if form.is_bound else policies.can_withdraw_override.why_not(request.user, found)
    context = frame(inspection, _("Withdraw a request"), (_("Team"), reverse("team", args=[pk])))
    return show(request, "override_withdraw", context, form, override=found, why=why)


@require_http_methods(["GET", "HEAD", "POST"])
def team_end(request: SignedIn, pk: int, place: int) -> HttpResponse:
    """End a place, after asking."""
    inspection = queries.inspection_for(request.user, pk)
    held = queries.place_for(inspection, place)
    held.inspection = inspection
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.end_place, held, by=request.user):
        messages.success(request, _("%(name)s has left the team.") % {"name": held.user.name})
        return redirect("team", pk)
    why = "" if form.is_bound else policies.can_end_place.why_not(request.user, held)
    context = frame(inspection, _("End a place"), (_("Team"), reverse("team", args=[pk])))
    hands_over = bool(why) and policies.can_replace(request.user, held)
    return show(request, "team_end", context, form, place=held, why=why, hands_over=hands_over)
