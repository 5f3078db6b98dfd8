"""Overrides of conflicts of interest: asked by one with a reason, decided by another with a reason, both kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Interest
from agencies.queries import conflicts
from audit.trail import record
from inspections import notices, policies, queries
from inspections.commands.locks import own
from inspections.models import ConflictOverride, Inspection, Part, TeamPlace
from inspections.workflow import ENDS
from jtai.errors import Invalid


def _who_decide(inspection: Inspection, *but: int) -> list[User]:
    """The programme leads of those that take part, but these."""
    return [person for row in inspection.inspectorates.all() for person in queries.may_look_after(inspection, row, *but)]


def tell_of_interest(interest: Interest) -> bool:
    """An interest was declared: the programme leads of its person's inspectorate learn where it stands against a place.

    In the caller's transaction. Out: whether somebody was told. Nothing ends by it: whether it can be borne is theirs to judge.
    """
    told = False
    places = TeamPlace.objects.filter(user=interest.user_id, ended_at=None).exclude(inspection__status__in=ENDS)
    for place in places.select_related("inspection__local_area", "inspectorate"):
        inspection = place.inspection
        if interest in conflicts(interest.user, inspection.local_area, inspection.fieldwork_start):
            leads = queries.may_look_after(inspection, place.inspectorate, interest.user_id)
            notices.conflict_declared(inspection, leads)
            told = told or bool(leads)
    return told


@transaction.atomic
def ask_override(
    inspection: Inspection, *, person: User, reason: str, by: User, part: str = Part.INSPECTOR
) -> ConflictOverride:
    """Somebody is wanted on the team in spite of a conflict. reason: why they are, not what the interest is.

    part: of the place; what is allowed for one part is not allowed for another.
    """
    inspection = own(inspection)
    policies.can_ask_override.check(by, inspection, person, part)
    if not reason.strip():
        raise Invalid(_("Enter why this person is wanted on the team."), "reason")
    override = ConflictOverride.objects.create(inspection=inspection, user=person, part=part, reason=reason, asked_by=by)
    notices.override_asked(override, _who_decide(inspection, by.pk, person.pk))
    words = {"person": person.name, "part": part, "reason": reason}
    record("inspection.ask_override", override, stream=inspection.stream, by=by, **words)
    return override


def _locked(override: ConflictOverride) -> ConflictOverride:
    """As it is now, with its inspection, both under their locks."""
    inspection = own(override.inspection)
    rows = ConflictOverride.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "asked_by")
    found = rows.get(pk=override.pk)
    found.inspection = inspection
    return found


@transaction.atomic
def decide_override(override: ConflictOverride, *, allowed: bool, reason: str, by: User) -> ConflictOverride:
    """A second person allows the place or refuses it, and says why."""
    override = _locked(override)
    inspection = override.inspection
    policies.can_decide_override.check(by, override)
    if not reason.strip():
        raise Invalid(_("Enter why."), "reason")
    override.allowed, override.decision_reason = allowed, reason
    override.decided_by, override.decided_at = by, timezone.now()
    override.save(update_fields=["allowed", "decision_reason", "decided_by", "decided_at"])
    if override.asked_by.is_active:
        notices.override_decided(override)
    words = {"person": override.user.name, "part": override.part, "allowed": allowed, "reason": reason}
    record("inspection.decide_override", override, stream=inspection.stream, by=by, **words)
    return override


@transaction.atomic
def withdraw_asking(override: ConflictOverride, *, by: User) -> ConflictOverride:
    """Whoever asked takes it back before anybody has decided: nothing waits any more, and it can be asked anew.

    What was asked and why stays to be read. Nobody is written to: it is gone from the home pages of those who would decide.
    """
    override = _locked(override)
    policies.can_withdraw_override.check(by, override)
    override.withdrawn_at = timezone.now()
    override.save(update_fields=["withdrawn_at"])
    words = {"person": override.user.name, "part": override.part}
    record("inspection.withdraw_asking", override, stream=override.inspection.stream, by=by, **words)
    return override
