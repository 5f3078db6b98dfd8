"""One's own people: the list, one person, their roles, their leaving."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies import commands, policies, queries
from agencies.forms import ChangeForm, PeopleSearch, RoleForm
from agencies.models import Membership, PastMembership, RoleKind
from agencies.queries import Managed, PeopleFilter, Realm
from agencies.views.page import done, page_of, sent, show
from jtai.forms import Form


def realm_or_404(request: SignedIn) -> Realm:
    """Whose people the viewer manages. For everybody else these pages are not there."""
    realm = queries.realm_of(request.user)
    if realm is None:
        raise Http404
    return realm


def above(*crumbs: tuple[str, str], here: str) -> list[dict[str, str]]:
    """Breadcrumbs below the list of people."""
    return [
        {"text": _("People"), "href": reverse("people")},
        *({"text": text, "href": href} for text, href in crumbs),
        {"text": here, "href": ""},
    ]


@require_safe
def people(request: SignedIn) -> HttpResponse:
    """The people whom the viewer manages."""
    realm = realm_or_404(request)
    search = PeopleSearch(request.GET, realm)
    search.is_valid()
    typed = getattr(search, "cleaned_data", {})
    asked = PeopleFilter(
        typed.get("text", ""),
        typed.get("role", ""),
        typed.get("agency", ""),
        typed.get("show") == "left",
        typed.get("sort", ""),
    )
    page, query = page_of(request, queries.people_managed(request.user, asked))
    context = {
        "realm": realm,
        "search": search,
        "page": page,
        "query": query,
        "left": asked.left,
        "filtered": bool(asked.text or asked.role or asked.agency),
        "recoveries": list(queries.waiting_recoveries(request.user)),
        "invitations": queries.invitations_of(request.user, state="open").count(),
    }
    return show(request, "people", context)


@require_safe
def person(request: SignedIn, pk: int) -> HttpResponse:
    """One of them."""
    found = queries.person_for(request.user, pk)
    user = found.user
    sees_interests = policies.can_see_interests(request.user, user)
    context = {
        "found": found,
        "facts": facts_of(request.user, found),
        "changes": found.membership is not None and policies.can_leave(request.user, user),
        "inspects": found.membership is not None and found.membership.inspectorate is not None,
        "why_not": "" if found.membership is None else policies.can_leave.why_not(request.user, user),
        "recovery": queries.open_recovery_of(user) if found.membership is not None else None,
        "sees_interests": sees_interests,
        "interests": list(queries.interests_of(user)) if sees_interests else [],
        "ended": list(queries.ended_interests_of(user)) if sees_interests else [],
        "stated": queries.last_statement(user) if sees_interests else None,
        "trail": above(here=user.name),
    }
    return show(request, "person", context)


def facts_of(by: User, found: Managed) -> list[dict[str, Any]]:
    """What the viewer may know of this person, as rows of a summary list."""
    user, here = found.user, found.membership
    if here is None and not by.is_system_administrator:
        rows = [{"key": _("Name"), "value": user.name}]
        return [*rows, *({"key": _("Was here"), "value": _dates(past)} for past in found.past)]
    rows = [{"key": _("Name"), "value": user.name}, {"key": _("Email address"), "value": user.email}]
    if here is not None:
        rows += [
            {"key": _("Organisation"), "value": str(here.inspectorate or here.local_area)},
            {"key": _("Job title"), "value": here.job_title},
        ]
        rows += [{"key": _("Agency"), "value": here.agency.name}] if here.agency else []
        rows += [{"key": _("Co-ordinator"), "value": _("Yes, for the local area")}] if here.co_ordinator else []
        rows.append({"key": _("Here since"), "value": _day(here.since)})
    elif user.is_system_administrator:
        rows.append({"key": _("Part"), "value": _("System administrator")})
    return [*rows, *({"key": _("Before"), "value": _dates(past)} for past in found.past)]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _dates(past: PastMembership) -> str:
    organisation = past.inspectorate or past.local_area
    return _("%(organisation)s, %(title)s, %(since)s to %(until)s") % {
        "organisation": organisation,
        "title": past.job_title,
        "since": _day(past.since),
        "until": _day(past.until),
    }


def member_or_404(request: SignedIn, pk: int) -> tuple[User, Membership]:
    """One of the viewer's people who is here now."""
    found = queries.person_for(request.user, pk)
    if found.membership is None:
        raise Http404
    return found.user, found.membership


@require_http_methods(["GET", "HEAD", "POST"])
def person_change(request: SignedIn, pk: int) -> HttpResponse:
    """Another name, job title, agency or co-ordinating part."""
    user, here = member_or_404(request, pk)
    policies.can_change.check(request.user, user)
    initial = {
        "name": user.name,
        "job_title": here.job_title,
        "agency": str(here.agency_id or ""),
        "co_ordinator": here.co_ordinator or "",
    }
    form = ChangeForm(sent(request), realm=queries.realm_within(user), initial=initial)
    if form.is_valid() and done(form, commands.change_membership, user, **form.facts(), by=request.user):
        messages.success(request, _("The details of %(name)s were changed.") % {"name": user.name})
        return redirect("person", pk)
    here_text = _("Change details")
    context = {"person": user, "here": here_text, "trail": above((user.name, reverse("person", args=[pk])), here=here_text)}
    about = _("An email address cannot be changed: record that the person has left and invite the new address.")
    return show(request, "person_form", {**context, "button": _("Save"), "about": about}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def role_give(request: SignedIn, pk: int) -> HttpResponse:
    """Give a role."""
    user, here = member_or_404(request, pk)
    if here.inspectorate is None:
        raise Http404
    policies.can_leave.check(request.user, user)
    form = RoleForm(sent(request), realm=realm_or_404(request), held=list(queries.roles_of(user)))
    if form.is_valid() and done(form, commands.give_role, user, **form.cleaned_data, by=request.user):
        role = RoleKind(form.cleaned_data["kind"]).label
        messages.success(request, _("%(name)s has the role “%(role)s”.") % {"name": user.name, "role": role})
        return redirect("person", pk)
    here_text = _("Give a role")
    context = {"person": user, "here": here_text, "trail": above((user.name, reverse("person", args=[pk])), here=here_text)}
    return show(request, "person_form", {**context, "button": _("Give the role")}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: SignedIn, pk: int, role: int) -> HttpResponse:
    """End a role, after asking."""
    user, _here = member_or_404(request, pk)
    held = queries.role_for(user, role)
    form = Form(sent(request))
    lost = queries.lost_with(user, held.kind)
    if form.is_valid() and done(form, commands.end_role, held, by=request.user):
        messages.success(request, _with(_("The role of %(name)s has ended.") % {"name": user.name}, lost))
        return redirect("person", pk)
    here = _("End a role")
    context = {
        "person": user,
        "role": held,
        "why": "" if form.is_bound else policies.can_end_role.why_not(request.user, held),
        "lost": lost,
        "here": here,
        "trail": above((user.name, reverse("person", args=[pk])), here=here),
    }
    return show(request, "role_end", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def person_leave(request: SignedIn, pk: int) -> HttpResponse:
    """Let somebody out, after saying what ends."""
    user, here = member_or_404(request, pk)
    form = Form(sent(request))
    lost = queries.lost_with(user)
    if form.is_valid() and done(form, commands.leave, user, by=request.user):
        messages.success(request, _with(_("%(name)s has left.") % {"name": user.name}, lost))
        return redirect("people")
    here_text = _("Record that %(name)s has left") % {"name": user.name}
    context = {
        "person": user,
        "membership": here,
        "why": "" if form.is_bound else policies.can_leave.why_not(request.user, user),
        "lost": lost,
        "here": here_text,
        "trail": above((user.name, reverse("person", args=[pk])), here=here_text),
    }
    return show(request, "person_leave", context, form)


def _with(done: str, lost: list[queries.Loss]) -> str:
    """What was done, and what was lost with it: as it was before, since nothing is left to count afterwards."""
    return " ".join([done, *(loss.after for loss in lost)])
