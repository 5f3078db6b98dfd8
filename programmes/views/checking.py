"""What is looked at next time: one page for it, for every look at it, and for one more."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from intelligence import naming
from jtai.forms.rows import as_key
from jtai.pages import done, sent
from programmes import commands, forms, queries
from programmes.models import Activity, CheckItem
from programmes.views.page import frame, show, title_of


@require_http_methods(["GET", "HEAD", "POST"])
def check_item(request: SignedIn, pk: int) -> HttpResponse:
    """Something to look at, and what was seen of it in which activity. activity: on whose page somebody chose it."""
    item = queries.check_item_for(request.user, pk)
    came = queries.looked_in(request.user, as_key(request.GET.get("activity", "")) or 0)
    where = queries.where_looked(request.user, item)
    form = forms.LookForm(
        sent(request),
        choices=lambda: [(row.pk, _named(row)) for row in where],
        find=lambda keys: where.filter(pk__in=keys or ()),
        initial={"client_id": uuid4(), "activity": came.pk if came else None},
    )
    if form.is_valid() and done(form, commands.look_at_check_item, item, **form.cleaned_data, by=request.user):
        messages.success(request, _("What was seen was saved."))
        return redirect(came or item)
    back = came or item.programme
    above = [(title_of(came), came.get_absolute_url())] if came else []
    context = {**frame(item.programme, _("To look at"), *above), "demonstration": item.local_area.demonstration}
    looks = item.looks.all()
    return show(
        request, "check_item", context, form, item=item, facts=_facts(request, item), looks=looks, back=back.get_absolute_url()
    )


def _facts(request: SignedIn, item: CheckItem) -> list[dict[str, Any]]:
    """Whose it is and since when; where it came from for those who may see that."""
    of = item.agency or item.local_area
    page = reverse("agency" if item.agency else "local_area", args=[of.code])
    origin = naming.known(request.user, [item.source]).get(item.source)
    return [
        {"key": _("Of"), "value": str(of), "href": page},
        {"key": _("To be looked at since"), "value": date_format(item.added_at, "j F Y")},
        *([{"key": _("Where it comes from"), "value": origin.words, "href": origin.href}] if origin else []),
    ]


def _named(activity: Activity) -> str:
    return f"{title_of(activity)}, {date_format(activity.starts_on, 'j F Y')}"
