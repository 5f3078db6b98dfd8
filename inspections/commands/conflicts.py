"""Overrides of conflicts of interest: asked by one with a reason, decided by another with a reason, both kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import holders_of
from audit.trail import record
from inspections import access, notices, policies
from inspections.commands.locks import own
from inspections.models import ConflictOverride, Inspection
from inspections.workflow import VIEW
from jtai.errors import Invalid


def _who_decide(inspection: Inspection, *but: int) -> list[User]:
    """The programme leads of those that take part, but these."""
    found = []
    for inspectorate in inspection.inspectorates.all():
        leads = holders_of(inspectorate, RoleKind.PROGRAMME_LEAD).exclude(pk__in=but)
        found += [person for person in leads if VIEW in access.grants_of(person, inspection)]
    return found


@transaction.atomic
def ask_override(inspection: Inspection, *, person: User, reason: str, by: User) -> ConflictOverride:
    """Somebody is wanted on the team in spite of a conflict. reason: why they are, not what the interest is."""
    inspection = own(inspection)
    policies.can_ask_override.check(by, inspection, person)
    if not reason.strip():
        raise Invalid(_("Enter why this person is wanted on the team."), "reason")
    override = ConflictOverride.objects.create(inspection=inspection, user=person, reason=reason, asked_by=by)
    notices.override_asked(inspection, _who_decide(inspection, by.pk, person.pk))
    record("inspection.ask_override", inspection, stream=inspection.stream, by=by, person=person.name, reason=reason)
    return override


@transaction.atomic
def decide_override(override: ConflictOverride, *, allowed: bool, reason: str, by: User) -> ConflictOverride:
    """A second person allows the place or refuses it, and says why."""
    inspection = own(override.inspection)
    override = ConflictOverride.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=override.pk)
    override.inspection = inspection
    policies.can_decide_override.check(by, override)
    if not reason.strip():
        raise Invalid(_("Enter why."), "reason")
    override.allowed, override.decision_reason = allowed, reason
    override.decided_by, override.decided_at = by, timezone.now()
    override.save(update_fields=["allowed", "decision_reason", "decided_by", "decided_at"])
    words = {"person": override.user.name, "allowed": allowed, "reason": reason}
    record("inspection.decide_override", inspection, stream=inspection.stream, by=by, **words)
    return override
