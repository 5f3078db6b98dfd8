"""What somebody loses beside their account when they leave or when a role of theirs ends: the rooms above say it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User


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
    """What all of them say."""
    return [loss for hook in _said_by for loss in hook(user, kind)]
