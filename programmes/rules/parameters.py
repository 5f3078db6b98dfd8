"""Which parameters each evaluator takes, and what is wrong with those of a rule."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Kinds = Collection[str]
MOST_YEARS, MOST_DAYS, WHOLE = 20, 3660, 100
TIMES = (1, 2, 3, 4, 6, 12)
WHATS = ("breach", "recommendation")
FROMS = ("ends", "published")


@dataclass(frozen=True)
class Parameter:
    """One parameter. fault: a sentence about a value that cannot be, or "" ."""

    fault: Callable[[Any, Kinds], str]
    needed: bool = True


def _kind(value: Any, kinds: Kinds) -> str:
    if isinstance(value, str) and value in kinds:
        return ""
    return _("must be a kind of activity of this programme; “%(value)s” is none") % {"value": value}


def _kinds(value: Any, kinds: Kinds) -> str:
    if not isinstance(value, list) or not value:
        return _("must be a list of at least one kind of activity")
    if len({str(one) for one in value}) < len(value):
        return _("names a kind twice")
    return next((fault for one in value if (fault := _kind(one, kinds))), "")


def _by_last(value: Any, kinds: Kinds) -> str:
    if not isinstance(value, dict) or not value:
        return _("must say for each judgement which kind comes next")
    return next((fault for one in value.values() if (fault := _kind(one, kinds))), "")


def _whole(least: int, most: int) -> Callable[[Any, Kinds], str]:
    def fault(value: Any, _kinds: Kinds) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return ""
        return _("must be a whole number from %(least)d to %(most)d") % {"least": least, "most": most}

    return fault


def _one_of(*values: Any) -> Callable[[Any, Kinds], str]:
    def fault(value: Any, _kinds: Kinds) -> str:
        if not isinstance(value, bool) and value in values:
            return ""
        return _("must be one of: %(values)s") % {"values": ", ".join(str(one) for one in values)}

    return fault


def _flag(value: Any, _kinds: Kinds) -> str:
    return "" if isinstance(value, bool) else _("must be true or false")


def _words(value: Any, _kinds: Kinds) -> str:
    return "" if isinstance(value, str) and value.strip() else _("must be words")


KIND = Parameter(_kind)
LABEL = {"label": Parameter(_words, needed=False)}
TAKES: Mapping[str, Mapping[str, Parameter]] = {
    "every-year": {"kind": KIND, "after": Parameter(_kind, needed=False)},
    "share-a-year": {
        "kind": KIND,
        "percent": Parameter(_whole(1, WHOLE)),
        "jtai_counts": Parameter(_flag, needed=False),
    },
    "while-failing": {"kind": KIND, "times": Parameter(_one_of(*TIMES)), "until": Parameter(_kinds)},
    "every-period": {
        "kinds": Parameter(_kinds),
        "years": Parameter(_whole(1, MOST_YEARS)),
        "by_last": Parameter(_by_last),
        "first": KIND,
    },
    "every-subject": {"kind": KIND, "again_years": Parameter(_whole(1, MOST_YEARS), needed=False)},
    "follow-up": {
        "kind": KIND,
        "after": KIND,
        "within_days": Parameter(_whole(1, MOST_DAYS)),
        "if_failing": Parameter(_flag, needed=False),
        "counted_from": Parameter(_one_of(*FROMS), needed=False),
    },
    "until-resolved": {"what": Parameter(_one_of(*WHATS))},
}


def check(evaluator: str, parameters: Mapping[str, Any], kinds: Kinds) -> list[str]:
    """A sentence for each mistake; none for parameters that can be used. kinds: the codes of the programme's kinds of activity."""
    takes = TAKES.get(evaluator)
    if takes is None:
        return [_("“%(evaluator)s” is no evaluator.") % {"evaluator": evaluator}]
    return [*_each({**takes, **LABEL}, parameters, kinds), *_together(evaluator, parameters)]


def _each(takes: Mapping[str, Parameter], parameters: Mapping[str, Any], kinds: Kinds) -> Iterator[str]:
    for name in sorted(parameters.keys() - takes.keys()):
        yield _("“%(name)s” is no parameter of this rule.") % {"name": name}
    for name, parameter in takes.items():
        if name not in parameters:
            if parameter.needed:
                yield _("“%(name)s” is missing.") % {"name": name}
        elif fault := parameter.fault(parameters[name], kinds):
            yield _("“%(name)s” %(fault)s.") % {"name": name, "fault": fault}


def _together(evaluator: str, parameters: Mapping[str, Any]) -> Iterator[str]:
    after = parameters.get("after")
    if after is not None and after == parameters.get("kind"):
        yield _("“after” must be another kind than “kind”.")
    listed = parameters.get("kinds")
    if evaluator == "every-period" and isinstance(listed, list):
        by_last = parameters.get("by_last")
        following = list(by_last.values()) if isinstance(by_last, dict) else []
        if any(kind not in listed for kind in [parameters.get("first"), *following]):
            yield _("“first” and “by_last” must lead to one of “kinds”.")
