"""One's own account, and the bank holidays."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.queries import tokens_of
from accounts.requests import SignedIn
from agencies import commands, policies
from agencies.forms import EARLIEST, LATEST, BankHolidayForm
from agencies.queries import has_role, holidays_of_year, last_statement, membership_of, roles_of, statement_is_due


@require_safe
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
    declares = policies.can_declare(request.user)
    context = {
        "facts": facts,
        "declares": declares,
        "has_calendar": policies.does_casework(request.user),
        "interests_due": declares and statement_is_due(last_statement(request.user)),
        "may_be_away": declares and not any(has_role(request.user, kind) for kind in policies.WITHOUT_PLACE),
        "roles": roles_of(request.user),
        "inspects": membership is not None and membership.inspectorate_id is not None,
        "tokens": tokens_of(request.user),
        "now": timezone.now(),
        "adds_holidays": policies.can_add_bank_holiday(request.user),
        "demonstration": request.user.demonstration,
        "demonstration_text": _("You are signed in as an invented person."),
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bank_holidays(request: SignedIn) -> HttpResponse:
    """The bank holidays of one year, and a form for a day that was made one at short notice."""
    policies.can_add_bank_holiday.check(request.user)
    form = BankHolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = commands.add_bank_holiday(**form.cleaned_data, by=request.user)
        messages.success(request, _("%(name)s was added.") % {"name": made.name})
        return redirect(f"{reverse('bank_holidays')}?year={made.day.year}")
    year = _year_asked(request)
    context = {
        "year": str(year),
        "days": holidays_of_year(year),
        "previous": str(year - 1),
        "next": str(year + 1),
        "form": form,
    }
    return render(request, "agencies/bank_holidays.html", context, status=422 if form.errors else 200)


def _year_asked(request: SignedIn) -> int:
    """The year in the address if it is one of ours, else this year."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == len("2026") else 0
    return year if EARLIEST.year <= year <= LATEST.year else timezone.localdate().year
