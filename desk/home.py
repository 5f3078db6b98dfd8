"""What needs me today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
from desk.inspection import next_date
from inspections import queries
from inspections.models import Inspection
from inspections.queries import Desk
from scheduling import queries as scheduling

SHOWN = 12  # inspections; the list of inspections has the rest


@dataclass(frozen=True)
class Piece:
    """One thing to do. about: when or why, in a few words."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Mine:
    """One of my inspections: what comes next in it, and what in it waits for me."""

    inspection: Inspection
    next_date: str
    pieces: list[Piece]


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """For an inspectorate's person, for a local area's, for a system administrator."""
    membership = membership_of(request.user)
    if membership is not None and membership.local_area is not None:
        return _area(request)
    if membership is not None:
        return _inspectorate(request)
    return render(request, "desk/home.html", {"administrator": request.user.is_system_administrator})
