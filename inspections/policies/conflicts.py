"""Conflicts of interest on a team: that there is one stops a place; a second person may allow it, and says why.

What the interest is, is for the person and their own inspectorate's administrator: nothing here tells.
"""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Interest, RoleKind
from agencies.queries import conflicts, has_role, inspectorate_of, membership_of
from inspections import access
from inspections.models import ConflictOverride, Inspection, Part
from inspections.policies.team import can_assign, can_have_place
from inspections.workflow import VIEW
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy


@policy
def stands_free(by: User, inspection: Inspection, person: User, part: str) -> None:
    """Nothing declared stands against the area, or the last word since, of somebody else than who gives the place, allows it.

    The last word about a place of this part: who may be an inspector in spite of a conflict is not lead inspector by that.
    """
    against = conflicts(person, inspection.local_area, inspection.fieldwork_start)
    if not against:
        return
    newest = last_decision(inspection, person, part)
    if newest is None or not allows(newest, against):
        raise NotNow(
            _("%(name)s has a conflict of interest with this inspection. Choose somebody else, or ask for an override.")
            % {"name": person.name}
        )
    if newest.decided_by_id == by.pk:
        raise NotAllowed(_("You allowed the override. Somebody else has to give the place."))


def last_decision(inspection: Inspection, person: User, part: str) -> ConflictOverride | None:
    """What was decided last about a place of this part for this person."""
    decided = ConflictOverride.objects.filter(inspection=inspection, user=person, part=part, decided_at__isnull=False)
    return decided.order_by("-decided_at", "-pk").first()


def allows(newest: ConflictOverride, against: Iterable[Interest]) -> bool:
    """Whether the last decision about a person bears all that stands against them."""
    return newest.allowed and not any(_declared_after(newest, interest) for interest in against)


def _declared_after(override: ConflictOverride, interest: Interest) -> bool:
    """Whether the decision could not know of the interest. Of old declarations only the day is known."""
    if override.decided_at is None or interest.declared_at is None:
        return override.decided_at is None or timezone.localdate(override.decided_at) < interest.declared_on
    return override.decided_at < interest.declared_at


@policy
def can_ask_override(by: User, inspection: Inspection, person: User, part: str = Part.INSPECTOR) -> None:
    """Whoever may give the place asks, for somebody else who has a conflict."""
    can_assign.check(by, inspection, inspectorate_of(person), part)
    can_have_place.check(person)
    if by.pk == person.pk:
        raise NotAllowed(_("Nobody asks for their own override. Another programme lead has to."))
    if not conflicts(person, inspection.local_area, inspection.fieldwork_start):
        raise NotNow(_("%(name)s has no conflict of interest with this inspection.") % {"name": person.name})
    role = access.ROLE_OF.get(Part(part))
    if role is not None and not has_role(person, role):
        raise NotNow(
            _(
                "%(name)s does not hold the role “%(role)s”, which this place needs. An administrator of their inspectorate gives it."
            )
            % {"name": person.name, "role": role.label}
        )
    waiting = inspection.overrides.filter(user=person, decided_at=None, withdrawn_at=None).first()
    if waiting is not None:
        words = {"name": person.name, "part": waiting.get_part_display().lower()}
        raise NotNow(
            _("An override for %(name)s as %(part)s waits for a decision. Whoever asked for it can withdraw it.") % words
        )


@policy
def can_see_overrides(by: User, inspection: Inspection) -> None:
    """Programme leads and inspectorate administrators of those that take part, as far as they may see the inspection.

    To an administrator without a place it would give a planned inspection away (docs/adr/0010).
    """
    membership = membership_of(by)
    own = membership is not None and membership.inspectorate_id is not None
    staffs = has_role(by, RoleKind.PROGRAMME_LEAD) or has_role(by, RoleKind.ADMINISTRATOR)
    if not own or not staffs or VIEW not in access.grants_of(by, inspection):
        raise NotAllowed(_("Only programme leads and inspectorate administrators decide about conflicts of interest."))


@policy
def can_decide_override(by: User, override: ConflictOverride) -> None:
    """A second person: neither the one who asked nor the one it is about."""
    can_see_overrides.check(by, override.inspection)
    _still_waits(override)
    if by.pk == override.asked_by_id:
        raise NotAllowed(_("You asked for this. Another programme lead of an inspectorate that takes part has to decide."))
    if by.pk == override.user_id:
        raise NotAllowed(_("Nobody decides about their own conflict of interest."))


@policy
def can_withdraw_override(by: User, override: ConflictOverride) -> None:
    """Whoever asked, as long as nobody has decided."""
    can_see_overrides.check(by, override.inspection)
    if by.pk != override.asked_by_id:
        raise NotAllowed(_("%(name)s asked for this. Nobody else can withdraw it.") % {"name": override.asked_by.name})
    _still_waits(override)


def _still_waits(override: ConflictOverride) -> None:
    if override.withdrawn_at is not None:
        raise NotNow(_("%(name)s withdrew this. Nothing has to be decided.") % {"name": override.asked_by.name})
    if override.decided_at is not None:
        raise NotNow(_("This has been decided already."))
