"""Places on teams that end with their person or with a role, and who of an inspectorate has to look after them."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.queries import holders_of
from inspections import access
from inspections.models import Inspection, Part, TeamPlace
from inspections.workflow import ENDS, VIEW


def may_look_after(inspection: Inspection, inspectorate: Inspectorate, *but: int) -> list[User]:
    """The programme leads of an inspectorate who may see the inspection, but these."""
    leads = holders_of(inspectorate, RoleKind.PROGRAMME_LEAD).exclude(pk__in=but)
    return [person for person in leads if VIEW in access.grants_of(person, inspection)]


def lost_places(user: User, kind: str) -> Iterator[str]:
    """What an administrator reads before somebody leaves, or before a role of this RoleKind ends: how many places end with it.

    They see no casework. So no inspection is named, and none counted of which nobody outside was told (docs/adr/0010).
    """
    places = TeamPlace.objects.filter(user=user, ended_at=None, inspection__notified_at__isnull=False)
    if kind:
        places = places.filter(part__in=access.parts_of_role(kind))
    parts = list(places.exclude(inspection__status__in=ENDS).values_list("part", flat=True))
    led = sum(part == Part.LEAD for part in parts)
    if led:
        yield ngettext(
            "They lead %(count)d inspection that is under way, and nobody has taken it over. Ask a programme lead to hand it over first.",
            "They lead %(count)d inspections that are under way, and nobody has taken them over. Ask a programme lead to hand them over first.",
            led,
        ) % {"count": led}
    if len(parts) > led:
        yield ngettext(
            "They have %(count)d place on the team of an inspection that is under way. It ends and stands empty; the lead inspector and the programme leads are told by email.",
            "They have %(count)d places on the teams of inspections that are under way. They end and stand empty; the lead inspectors and the programme leads are told by email.",
            len(parts) - led,
        ) % {"count": len(parts) - led}
