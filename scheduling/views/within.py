"""What the pages within a year share: marking, demonstration banner and breadcrumbs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from jtai.forms import Form
from jtai.pages import MARKING, status_of
from scheduling.models import ProgrammeYear


def within(year: ProgrammeYear, here: str, *above: tuple[str, str], invented: bool = False) -> dict[str, Any]:
    """The context of a page of a year. above: (text, address) between the year's page and this one."""
    trail = [
        {"text": _("Programme years"), "href": reverse("programme_years")},
        {"text": str(year), "href": year.get_absolute_url()},
        *({"text": text, "href": href} for text, href in above),
        {"text": here, "href": ""},
    ]
    return {
        "year": year,
        "here": here,
        "trail": trail,
        "marking": MARKING,
        "demonstration": invented,
        "demonstration_among": True,
    }


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page with its form, and the status that the form's errors mean."""
    return render(request, f"scheduling/{template}.html", {**context, "form": form, **more}, status=status_of(form))
