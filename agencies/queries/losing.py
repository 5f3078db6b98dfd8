"""What somebody loses beside their account when they leave or when a role of theirs ends: the rooms above say it."""

from collections.abc import Callable, Iterable

from accounts.models import User

Hook = Callable[[User, str], Iterable[str]]
_said_by: list[Hook] = []


def say_what_is_lost(hook: Hook) -> None:
    """Have `hook(user, kind)` asked for sentences about what ends with a role of this RoleKind; kind empty: when the person leaves.

    An administrator reads them, who sees no casework: no inspection is named, and none counted that is not announced.
    Called in AppConfig.ready() of a higher room; registering the same hook twice is the same as once.
    """
    if hook not in _said_by:
        _said_by.append(hook)


def lost_with(user: User, kind: str = "") -> list[str]:
    """The sentences of all of them."""
    return [sentence for hook in _said_by for sentence in hook(user, kind)]
