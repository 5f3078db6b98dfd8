"""What was begun before under the same key: a form that is sent twice begins one thing."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea
from intelligence.models import Item, Letter
from jtai.errors import Invalid
from writing.queries import history_of

Begun = TypeVar("Begun", Item, Letter)


def begun_before(
    model: type[Begun], client_id: UUID | None, *, text: str, area: LocalArea | None, values: Mapping[str, Any], by: User
) -> Begun | None:
    """What stands under this key, or None. Raises Invalid where something else was sent under it, or by somebody else."""
    twice = model.objects.select_related("text").filter(client_id=client_id).first() if client_id else None
    if twice is None:
        return None
    first = history_of(twice.text).get(number=1)
    same = (twice.author_id, twice.local_area_id, first.body) == (by.pk, area.pk if area else None, text)
    if not same or first.values != values:
        raise Invalid(
            _("This form was sent before with other words or choices. Save it again to keep it as one of its own."), "client_id"
        )
    return twice
