"""Places on teams that end with their person or with a role, and who of an inspectorate has to look after them."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.queries import Loss, holders_of
from inspections import access
from inspections.models import Inspection, Part, TeamPlace
from inspections.queries.empty import needed
from inspections.workflow import ENDS, VIEW


def may_look_after(inspection: Inspection, inspectorate: Inspectorate, *but: int) -> list[User]:
    """The programme leads of an inspectorate who may see the inspection, but these."""
    leads = holders_of(inspectorate, RoleKind.PROGRAMME_LEAD).exclude(pk__in=but)
    return [person for person in leads if VIEW in access.grants_of(person, inspection)]


def lost_places(user: User, kind: str) -> Iterator[Loss]:
    """What an administrator reads before and after somebody leaves or a role of this RoleKind ends: how many places end with it.

    As those who have to fill them see it (inspections.queries.empty): a place in which no work waits is not counted. An
    administrator sees no casework. So no inspection is named, and none counted of which nobody outside was told (docs/adr/0010).
    """
    rows = TeamPlace.objects.filter(user=user, ended_at=None, inspection__notified_at__isnull=False)
    if kind:
        rows = rows.filter(part__in=access.parts_of_role(kind))
    # An observer's never stands empty, and ends all the same.
    rows = rows.filter(needed() | Q(part=Part.OBSERVER)).exclude(inspection__status__in=ENDS)
    parts = list(rows.values_list("part", flat=True))
    led = sum(part == Part.LEAD for part in parts)
    if led:
        before = ngettext(
            "They lead %(count)d inspection that is under way, and nobody has taken it over. Ask the programme lead to hand it over first: else nobody leads it.",
            "They lead %(count)d inspections that are under way, and nobody has taken them over. Ask the programme lead to hand them over first: else nobody leads them.",
            led,
        )
        after = ngettext(
            "%(count)d inspection that is under way has no lead inspector now.",
            "%(count)d inspections that are under way have no lead inspector now.",
            led,
        )
        yield Loss(before % {"count": led}, after % {"count": led})
    observed = parts.count(Part.OBSERVER)
    places = len(parts) - led - observed
    if places:
        before = ngettext(
            "They have %(count)d place on the team of an inspection that is under way. Ask the programme lead to hand this place over first: else it stands empty, and the lead inspector and the programme leads are told by email.",
            "They have %(count)d places on the teams of inspections that are under way. Ask the programme lead to hand these places over first: else they stand empty, and the lead inspectors and the programme leads are told by email.",
            places,
        )
        after = ngettext(
            "%(count)d place on an inspection team stands empty now.",
            "%(count)d places on inspection teams stand empty now.",
            places,
        )
        yield Loss(before % {"count": places}, after % {"count": places})
    if observed:
        before = ngettext(
            "They have %(count)d place as observer on the team of an inspection that is under way. It ends too, and the lead inspector and the programme leads are told by email.",
            "They have %(count)d places as observer on the teams of inspections that are under way. These end too, and the lead inspectors and the programme leads are told by email.",
            observed,
        )
        after = ngettext("%(count)d place as observer has ended.", "%(count)d places as observer have ended.", observed)
        yield Loss(before % {"count": observed}, after % {"count": observed})
