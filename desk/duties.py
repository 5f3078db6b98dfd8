"""What waits for somebody beside their inspections: unsaved words, decisions of a second person, interests, requests, and more.

Requests for access are answered by information governance within a time that the law sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.keeping import COOKIE
from accounts.models import User
from accounts.queries import kept_by
from accounts.requests import SignedIn
from agencies.models import RoleKind
from agencies.policies import can_declare
from agencies.queries import has_role, last_statement, membership_of, statement_is_due, waiting_recoveries
from desk.piece import Piece
from desk.routine import Routine
from desk.typed import places_of
from disclosure.models import AccessRequest
from disclosure.policies import governed_by
from disclosure.queries import RequestFilter, requests_of
from inspections.models import ConflictOverride, Milestone, Part, TeamPlace
from inspections.queries import EmptyPlace, caseload, conflicts_of_office, empty_places, late_dates
from inspections.workflow import ENDS

SOON = timedelta(days=10)  # before the last day of a request for access
REQUESTS = 10  # that home names; the list has the rest
PLACES = 10  # as above
LATE = 10  # as above


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


def waiting(user: User, *, leads: bool = False, shared: Routine | None = None) -> list[Piece]:
    """What this person has to decide, to fill, to state or to answer. One query for each, and only for those who could have one.

    leads: they are lead inspector of a live inspection. shared: what waits beside inspections.
    """
    return [
        *_late(late_dates(user)),
        *_requests(open_requests(user)),
        *_recoveries(user),
        *_overrides(user),
        *_conflicts(conflicts_of_office(user)),
        *(shared.pieces() if shared else ()),
        *_empty(empty_places(user, leads=leads)),
        *_interests(user),
    ]


def open_requests(user: User) -> list[AccessRequest]:
    """The open requests for access that this person answers, the most urgent first; none for everybody else, without a query.

    Asked once of this object, which lives as long as a request.
    """
    if not hasattr(user, "_open_requests"):
        governs = governed_by(user) is not None
        rows = requests_of(user, RequestFilter()).only("reference", "due_on", "closed_on") if governs else []
        setattr(user, "_open_requests", list(rows))  # noqa: B010 -- the model declares no such field
    kept: list[AccessRequest] = getattr(user, "_open_requests")  # noqa: B009 -- as above
    return kept


def _late(rows: list[Milestone]) -> Iterable[Piece]:
    """Inspections of the own inspectorate's taking part whose day has passed (inspections.queries.late)."""
    for row in rows[:LATE]:
        area, day = row.inspection.local_area, _long(row.day) if row.day else ""
        text = _("%(area)s: a day has passed") % {"area": area.name}
        about = _("%(what)s, %(day)s") % {"what": row.get_kind_display(), "day": day}
        yield Piece(text, row.inspection.get_absolute_url(), about, area.demonstration, _("Late"))
    if len(rows) > LATE:
        more = ngettext("%(count)d more inspection", "%(count)d more inspections", len(rows) - LATE)
        about = _("a day of theirs has passed")
        yield Piece(more % {"count": len(rows) - LATE}, reverse("inspections"), about, late=_("Late"))


def _requests(rows: list[AccessRequest]) -> Iterable[Piece]:
    """Those whose last day is over or near."""
    soon = [row for row in rows if row.due_on <= localdate() + SOON]
    for row in soon[:REQUESTS]:
        text = _("Answer the access request %(reference)s") % {"reference": row.reference}
        about = _("it was due on %(day)s") if row.is_overdue else _("due on %(day)s")
        late = _("Overdue") if row.is_overdue else ""
        yield Piece(text, row.get_absolute_url(), about % {"day": _long(row.due_on)}, late=late)
    if len(soon) > REQUESTS:
        more = ngettext("%(count)d more access request", "%(count)d more access requests", len(soon) - REQUESTS)
        yield Piece(more % {"count": len(soon) - REQUESTS}, reverse("access_requests"), _("overdue, or due soon"))


def office_of(user: User) -> list[Piece]:
    """What somebody without a place on an inspection looks after, by their roles; empty for those who have none such."""
    found = []
    if governed_by(user) is not None:
        rows = open_requests(user)
        about = _("none is open")
        if rows:
            count = ngettext("%(count)d is open", "%(count)d are open", len(rows))
            about = _("%(count)s, the first due on %(day)s") % {
                "count": count % {"count": len(rows)},
                "day": _long(rows[0].due_on),
            }
        found.append(Piece(_("Requests for access to information"), reverse("access_requests"), about))
    if has_role(user, RoleKind.ANALYST):
        about = _("what thematic reports are drawn from")
        found.append(Piece(_("Published reports"), reverse("published_reports"), about))
    return found


def _long(day: date) -> str:
    return date_format(day, "j F Y")


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
    rows = ConflictOverride.objects.filter(decided_at=None, withdrawn_at=None, inspection__in=seen)
    rows = rows.exclude(asked_by=user).exclude(user=user)
    for row in rows.select_related("user", "asked_by", "inspection__local_area").order_by("asked_at", "pk"):
        text = _("Decide about the conflict of interest of %(name)s, %(area)s") % {
            "name": row.user,
            "area": row.inspection.local_area.name,
        }
        yield Piece(text, reverse("override", args=[row.inspection_id, row.pk]), _asked(row.asked_by, row.asked_at))


def _conflicts(rows: list[TeamPlace]) -> Iterable[Piece]:
    """Places of the own inspectorate's people that an interest stands against (inspections.queries.conflicts)."""
    for place in rows[:PLACES]:
        area = place.inspection.local_area
        text = _("%(area)s: %(name)s has a place in spite of a conflict of interest")
        about = _("hand the place over, end it, or ask for an override")
        href = reverse("team", args=[place.inspection_id])
        yield Piece(text % {"area": area.name, "name": place.user.name}, href, about, area.demonstration)
    if len(rows) > PLACES:
        more = ngettext("%(count)d more conflict of interest", "%(count)d more conflicts of interest", len(rows) - PLACES)
        about = _("their inspections say so under “Team”")
        yield Piece(more % {"count": len(rows) - PLACES}, reverse("inspections"), about)


def _asked(by: User, at: datetime) -> str:
    return _("%(name)s asked on %(day)s") % {"name": by, "day": date_format(localtime(at), "j F Y")}


def _empty(rows: list[EmptyPlace]) -> Iterable[Piece]:
    """Places that somebody has to be found for (inspections.queries.empty), those with the earliest fieldwork first."""
    for one in rows[:PLACES]:
        place, area = one.place, one.place.inspection.local_area
        words = {"area": area.name, "inspectorate": place.inspectorate.short_name, "name": place.user.name}
        if place.part == Part.LEAD:
            text = _("%(area)s: nobody leads the inspection since %(name)s left")
        elif one.left:
            text = _("%(area)s: a place of %(inspectorate)s’s team stands empty since %(name)s left")
        else:
            text = _("%(area)s: a place of %(inspectorate)s’s team stands empty since the role of %(name)s ended")
        about = f"{place.get_part_display()}, {_long(localdate(place.ended_at))}"
        yield Piece(text % words, reverse("team", args=[place.inspection_id]), about, area.demonstration)
    if len(rows) > PLACES:
        more = ngettext("%(count)d more empty place", "%(count)d more empty places", len(rows) - PLACES)
        yield Piece(more % {"count": len(rows) - PLACES}, reverse("inspections"), _("their inspections say so under “Team”"))


def _interests(user: User) -> Iterable[Piece]:
    if can_declare(user) and statement_is_due(last_statement(user)):
        about = _("where you live, work or worked, and where somebody close to you works; then say that this is complete")
        yield Piece(_("Declare your interests"), reverse("interests"), about)
