"""A person's own account: who they are, for whom they act, which roles and tokens they have."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.queries import tokens_of
from accounts.requests import SignedIn
from agencies.queries import membership_of, roles_of


def account(request: SignedIn) -> HttpResponse:
    """My details, my organisation, my roles, my tokens."""
    membership = membership_of(request.user)
    facts = [{"key": _("Name"), "value": request.user.name}, {"key": _("Email address"), "value": request.user.email}]
    if membership is not None:
        facts += [
            {"key": _("Organisation"), "value": str(membership.inspectorate or membership.local_area)},
            {"key": _("Job title"), "value": membership.job_title},
        ]
        facts += [{"key": _("Agency"), "value": membership.agency.name}] if membership.agency else []
        facts += [{"key": _("Co-ordinator"), "value": _("Yes, for the local area")}] if membership.co_ordinator else []
    elif request.user.is_system_administrator:
        facts.append({"key": _("Part"), "value": _("System administrator: people and reference data, no casework")})
    context = {
        "facts": facts,
        "roles": roles_of(request.user),
        "tokens": tokens_of(request.user),
        "now": timezone.now(),
        "demonstration": request.user.demonstration,
        "demonstration_text": _("You are signed in as an invented person."),
    }
    return render(request, "accounts/account.html", context)
