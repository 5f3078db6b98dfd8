"""People declare their interests. What they declare stands in no audit words: others read those."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.commands import stream_of
from accounts.models import User
from agencies import policies
from agencies.commands.people import lock
from agencies.models import Agency, Interest, InterestKind, InterestStatement, LocalArea
from agencies.queries import interests_of
from audit import trail
from jtai.errors import Invalid, NotNow

InterestHook = Callable[[Interest], bool]
_on_interest_declared: list[InterestHook] = []


def on_interest_declared(hook: InterestHook) -> None:
    """Have `hook(interest)` run in the transaction in which an interest has just been declared.

    It says whether it told anybody that a conflict exists. As for `on_join`.
    """
    if hook not in _on_interest_declared:
        _on_interest_declared.append(hook)


def _check(kind: str, local_area: LocalArea | None, agency: Agency | None, last_day: date | None) -> None:
    if kind not in InterestKind.values:
        raise Invalid(_("Select what ties you to it."), "kind")
    if local_area is None and agency is None:
        raise Invalid(_("Select a local area or an agency."), "local_area")
    if kind == InterestKind.LIVES and local_area is None:
        raise Invalid(_("Select the local area where you live or lived. Nobody lives at an agency."), "local_area")
    if kind == InterestKind.LIVES and agency is not None:
        raise Invalid(_("Select “No agency”: you live in a local area. Declare work at an agency separately."), "agency")
    if kind == InterestKind.WORKED and last_day is None:
        raise Invalid(_("Enter the last day on which you worked there."), "last_day")
    if last_day is not None and last_day > timezone.localdate():
        raise Invalid(_("The last day on which you worked there must be in the past."), "last_day")


@transaction.atomic
def declare_interest(
    *,
    kind: str,
    local_area: LocalArea | None = None,
    agency: Agency | None = None,
    details: str = "",
    last_day: date | None = None,
    by: User,
) -> Interest:
    """One tie to an area or an agency. last_day: of former work; left out for every other kind.

    Out: the interest, with `told`: whether somebody was told that it stands against a place that the person has.
    """
    _check(kind, local_area, agency, last_day)
    lock(by)
    policies.can_declare.check(by)
    interest = Interest.objects.create(
        user=by,
        kind=kind,
        local_area=local_area,
        agency=agency,
        details=details,
        last_day=last_day if kind == InterestKind.WORKED else None,
        declared_on=timezone.localdate(),
        declared_at=timezone.now(),
    )
    # That this is all, they say themselves; that there is nothing, they no longer do.
    InterestStatement.objects.filter(user=by, on=timezone.localdate(), nothing=True).update(nothing=False)
    for hook in _on_interest_declared:
        interest.told |= hook(interest)
    trail.record("interest.declare", interest, stream=stream_of(by), by=by)
    return interest


@transaction.atomic
def change_interest(
    interest: Interest,
    *,
    kind: str,
    local_area: LocalArea | None = None,
    agency: Agency | None = None,
    details: str = "",
    last_day: date | None = None,
    by: User,
) -> Interest:
    """What was declared ends today and a new declaration takes its place: what stood before stays on record."""
    _check(kind, local_area, agency, last_day)
    end_interest(interest, by=by)
    return declare_interest(kind=kind, local_area=local_area, agency=agency, details=details, last_day=last_day, by=by)


@transaction.atomic
def end_interest(interest: Interest, *, by: User) -> Interest:
    """It is so no longer, and stands for some years more (queries.conflicts). Former work is declared as such, with its last day."""
    lock(by)
    interest = Interest.objects.select_for_update(no_key=True, of=("self",)).get(pk=interest.pk)
    policies.can_end_interest.check(by, interest)
    interest.ended_on = timezone.localdate()
    interest.save(update_fields=["ended_on"])
    trail.record("interest.end", interest, stream=stream_of(by), by=by)
    return interest


@transaction.atomic
def state_interests(*, nothing: bool, by: User) -> InterestStatement:
    """This is all that there is: today's statement. nothing: there is nothing to declare; refused while something stands."""
    lock(by)
    policies.can_declare.check(by)
    if nothing and interests_of(by).exists():
        raise NotNow(_("You have declared interests. End those that no longer stand first."))
    today = timezone.localdate()
    statement = InterestStatement.objects.update_or_create(user=by, on=today, defaults={"nothing": nothing})[0]
    trail.record("interest.state", by, stream=stream_of(by), by=by)
    return statement
