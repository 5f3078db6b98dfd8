"""What waits for somebody beside their inspections: words that were not saved, decisions of a second person, interests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.keeping import COOKIE
from accounts.models import User
from accounts.queries import kept_by
from accounts.requests import SignedIn
from agencies.models import RoleKind
from agencies.policies import can_declare
from agencies.queries import has_role, last_statement, membership_of, statement_is_due, waiting_recoveries
from desk.typed import places_of
from inspections.models import ConflictOverride
from inspections.queries import caseload
from inspections.workflow import ENDS


@dataclass(frozen=True)
class Piece:
    """One thing to do. about: when or why, in a few words."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Kept:
    """Words that were sent when the sign-in had ended. text: where they were written, as far as that has a name."""

    text: str
    href: str
    kept_at: datetime
    until: datetime


def kept_here(request: SignedIn) -> list[Kept]:
    """What this browser kept for this person, newest first. A browser that kept nothing is asked nothing."""
    cookie = request.COOKIES.get(COOKIE, "")
    if not cookie:
        return []
    rows = list(kept_by(request.user, cookie).defer("sealed"))
    places = places_of(request.user, [row.path for row in rows])
    return [
        Kept(place.text or _("What you typed"), reverse("kept", args=[row.pk]), row.created_at, row.expires_at)
        for row, place in zip(rows, places, strict=True)
    ]


def waiting(user: User) -> list[Piece]:
    """What this person has to decide or to state. One query for each of the three, and only for those who could have one."""
    return [*_recoveries(user), *_overrides(user), *_interests(user)]


def _recoveries(user: User) -> Iterable[Piece]:
    """Recoveries of accounts that somebody else asked for and that this person can confirm (agencies.policies)."""
    rows = waiting_recoveries(user).exclude(asked_by=user).exclude(user=user)
    if user.is_system_administrator:
        # They are the second only where a local area has no other co-ordinator.
        others = User.objects.filter(
            is_active=True, membership__co_ordinator=True, membership__local_area=OuterRef("user__membership__local_area")
        ).exclude(pk=OuterRef("asked_by"))
        rows = rows.filter(
            ~Exists(others.exclude(pk=OuterRef("user"))),
            user__membership__local_area__isnull=False,
            asked_by__is_system_administrator=False,
        )
    for row in rows:
        text = _("Confirm the recovery of the account of %(name)s") % {"name": row.user}
        yield Piece(text, reverse("recovery", args=[row.pk]), _asked(row.asked_by, row.asked_at))


def _overrides(user: User) -> Iterable[Piece]:
    """Conflicts of interest that wait for a second person, on inspections that this person sees (inspections.policies)."""
    membership = membership_of(user)
    if membership is None or membership.inspectorate_id is None:
        return
    if not (has_role(user, RoleKind.PROGRAMME_LEAD) or has_role(user, RoleKind.ADMINISTRATOR)):
        return
    seen = caseload(user).exclude(status__in=[status.value for status in ENDS]).order_by().values("pk")
    rows = ConflictOverride.objects.filter(decided_at=None, inspection__in=seen).exclude(asked_by=user).exclude(user=user)
    for row in rows.select_related("user", "asked_by", "inspection__local_area").order_by("asked_at", "pk"):
        text = _("Decide about the conflict of interest of %(name)s, %(area)s") % {
            "name": row.user,
            "area": row.inspection.local_area.name,
        }
        yield Piece(text, reverse("override", args=[row.inspection_id, row.pk]), _asked(row.asked_by, row.asked_at))


def _asked(by: User, at: datetime) -> str:
    return _("%(name)s asked on %(day)s") % {"name": by, "day": date_format(localtime(at), "j F Y")}


def _interests(user: User) -> Iterable[Piece]:
    if can_declare(user) and statement_is_due(last_statement(user)):
        about = _("where you live, work or worked, and where somebody close to you works")
        yield Piece(_("Declare your interests"), reverse("interests"), about)
