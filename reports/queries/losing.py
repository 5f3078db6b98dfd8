"""Decisions and signatures that wait for somebody who is about to leave, or whose role is about to end."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import Loss
from reports.queries.tasks import waiting_for

# What waits by a role; the word of `Waiting.kind`.
BY_ROLE = {RoleKind.DECISION_MAKER.value: "decide", RoleKind.SIGNATORY.value: "sign"}


def lost_on_reports(user: User, kind: str) -> Iterator[Loss]:
    """What an administrator reads before and after: how many, and of no inspection which.

    All of them are announced long since: a report is drafted after fieldwork.
    """
    asked = {word for role, word in BY_ROLE.items() if kind in {"", role}}
    if not asked:
        return
    waits = Counter(one.kind for one in waiting_for(user) if one.kind in asked)
    if waits["decide"]:
        before = ngettext(
            "%(count)d decision on a statement of proposed action waits for them. Ask them to take it first: else it waits for somebody else with this role.",
            "%(count)d decisions on statements of proposed action wait for them. Ask them to take these first: else they wait for somebody else with this role.",
            waits["decide"],
        )
        after = ngettext(
            "%(count)d decision on a statement of proposed action waits for somebody with this role.",
            "%(count)d decisions on statements of proposed action wait for somebody with this role.",
            waits["decide"],
        )
        yield Loss(before % {"count": waits["decide"]}, after % {"count": waits["decide"]})
    if waits["sign"]:
        before = ngettext(
            "%(count)d report waits for their signature. Ask them to sign it first: else the next signatory has to be named in a new version of it.",
            "%(count)d reports wait for their signature. Ask them to sign these first: else the next signatory has to be named in new versions of them.",
            waits["sign"],
        )
        after = ngettext(
            "%(count)d report waits for another signatory.", "%(count)d reports wait for another signatory.", waits["sign"]
        )
        yield Loss(before % {"count": waits["sign"]}, after % {"count": waits["sign"]})
