"""What the pages of items share: frame, lists, and the status that the errors of a form mean."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from intelligence.models import Item
from intelligence.queries import name_of
from jtai.forms import Form

MARKING = "OFFICIAL-SENSITIVE"


def frame(item: Item, here: str = "") -> dict[str, Any]:
    """Marking, demonstration banner and breadcrumbs of one item's pages. A draft is handled as the more sensitive."""
    trail = [
        {"text": _("Shared"), "href": reverse("items")},
        {"text": name_of(item), "href": item.get_absolute_url() if here else ""},
    ]
    if here:
        trail.append({"text": here, "href": ""})
    return {
        "item": item,
        "marking": item.get_marking_display() or MARKING,
        "demonstration": item.local_area.demonstration,
        "trail": trail,
        "here": here or name_of(item),
        "caption": name_of(item) if here else item.inspectorate.short_name,
    }


def above(here: str) -> dict[str, Any]:
    """The same of a page that is about no single item."""
    trail = [{"text": _("Shared"), "href": reverse("items")}, {"text": here, "href": ""}]
    return {"marking": MARKING, "trail": trail, "here": here}


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page with its form, and the status that the form's errors mean."""
    status: int = HTTPStatus.OK
    if form is not None and form.is_bound and form.errors:
        status = int(getattr(form, "refused", HTTPStatus.UNPROCESSABLE_ENTITY))
    return render(request, f"intelligence/{template}.html", {**context, "form": form, **more}, status=status)


def cleaned(form: Form) -> dict[str, Any]:
    """The filters that could be used; an unusable one filters nothing and says so beside its field."""
    return form.cleaned_data if form.is_valid() or form.is_bound else {}
