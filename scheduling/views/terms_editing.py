"""One school holiday by hand: adding, changing, removing."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from jtai import schoolyears
from jtai.pages import done, sent
from scheduling import commands, policies, queries
from scheduling.forms import RemoveForm, SchoolHolidayForm
from scheduling.views.terms import framed, show


def warn(request: SignedIn, areas: Collection[int]) -> None:
    """Say of which inspections the fieldwork falls into what is recorded now: those that this person may see, and no others."""
    for one in queries.fieldwork_in_holidays(request.user, areas):
        messages.warning(request, one.says)


@require_http_methods(["GET", "HEAD", "POST"])
def school_holiday_add(request: SignedIn, year: int, code: str) -> HttpResponse:
    """Add a holiday to an area. school_year: chosen before, where the link says so."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    area = queries.terms_area_for(request.user, code)
    years = schoolyears.school_years_of(programme.year)
    form = SchoolHolidayForm(sent(request), school_years=years, initial={"school_year": request.GET.get("school_year")})
    if form.is_valid() and done(form, commands.add_school_holiday, area, **form.typed(), by=request.user):
        messages.success(request, _("%(name)s was added.") % {"name": form.cleaned_data["name"]})
        warn(request, [area.pk])
        return redirect("school_holidays_of_area", programme.year, area.code)
    return show(request, "form", framed(programme, area, _("Add a school holiday")), form, button=_("Add the holiday"))


@require_http_methods(["GET", "HEAD", "POST"])
def school_holiday_change(request: SignedIn, year: int, code: str, pk: int) -> HttpResponse:
    """Change a holiday."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    holiday = queries.school_holiday_for(request.user, programme, code, pk)
    years, mark = schoolyears.school_years_of(programme.year), queries.mark_of_holiday(holiday)
    form = SchoolHolidayForm.of(sent(request), holiday, school_years=years, seen=mark)
    if form.is_valid() and done(
        form, commands.change_school_holiday, holiday, **form.typed(), seen=form.cleaned_data["seen"], by=request.user
    ):
        messages.success(request, _("%(name)s was changed.") % {"name": form.cleaned_data["name"]})
        warn(request, [holiday.local_area_id])
        return redirect("school_holidays_of_area", programme.year, code)
    form.renew(seen=mark)
    context = framed(programme, holiday.local_area, _("Change a school holiday"))
    return show(request, "form", context, form, button=_("Save"), holiday=holiday)


@require_http_methods(["GET", "HEAD", "POST"])
def school_holiday_remove(request: SignedIn, year: int, code: str, pk: int) -> HttpResponse:
    """Remove a holiday, after asking."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    holiday = queries.school_holiday_for(request.user, programme, code, pk)
    mark = queries.mark_of_holiday(holiday)
    form = RemoveForm(sent(request), initial={"seen": mark})
    if form.is_valid() and done(form, commands.remove_school_holiday, holiday, seen=form.cleaned_data["seen"], by=request.user):
        messages.success(request, _("%(name)s was removed.") % {"name": holiday.name})
        return redirect("school_holidays_of_area", programme.year, code)
    form.renew(seen=mark)
    rows = queries.terms_of(request.user, programme, holiday.local_area)[holiday.school_year]
    context = framed(programme, holiday.local_area, _("Remove %(name)s?") % {"name": holiday.name})
    words = {
        "lost": queries.parts_lost(holiday, rows),
        "last": len(rows) == 1,
        "year_name": schoolyears.named(holiday.school_year),
    }
    return show(request, "remove", context, form, holiday=holiday, **words)
