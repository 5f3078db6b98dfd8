"""What somebody loses beside their account when they leave or when a role of theirs ends: the rooms above say it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries.people import holders_of, membership_of, roles_now

# Without anybody in them, something stands still until the administrator has named somebody.
NEEDED = frozenset(
    {
        RoleKind.PROGRAMME_LEAD.value,
        RoleKind.SIGNATORY.value,
        RoleKind.QUALITY.value,
        RoleKind.DECISION_MAKER.value,
        RoleKind.ADMINISTRATOR.value,
        RoleKind.INFORMATION_GOVERNANCE.value,
    }
)


@dataclass(frozen=True)
class Loss:
    """A sentence for whoever is about to do it, and one for when it is done."""

    before: str
    after: str


Hook = Callable[[User, str], Iterable[Loss]]
_said_by: list[Hook] = []


def say_what_is_lost(hook: Hook) -> None:
    """Have `hook(user, kind)` asked for what is lost with a role of this RoleKind; kind empty: when the person leaves.

    An administrator reads them, who sees no casework: no inspection is named, and none counted that is not announced.
    Called in AppConfig.ready() of a higher room; registering the same hook twice is the same as once.
    """
    if hook not in _said_by:
        _said_by.append(hook)


def lost_with(user: User, kind: str = "") -> list[Loss]:
    """What all of them say, and which roles nobody of the inspectorate holds then."""
    return [*(loss for hook in _said_by for loss in hook(user, kind)), *_alone(user, kind)]


def _alone(user: User, kind: str) -> Iterable[Loss]:
    membership = membership_of(user)
    if membership is None or membership.inspectorate is None:
        return
    held = {role.kind: role for role in roles_now(user) if role.kind in NEEDED and kind in {"", role.kind}}
    for one in held.values():
        if not holders_of(membership.inspectorate, one.kind).exclude(pk=user.pk).exists():
            words = {"role": one.get_kind_display(), "name": membership.inspectorate.short_name}
            yield Loss(
                _("Nobody else of %(name)s holds the role “%(role)s”. Give it to somebody else first.") % words,
                _("Nobody of %(name)s holds the role “%(role)s” now.") % words,
            )
