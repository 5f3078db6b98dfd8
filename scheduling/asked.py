"""What a plan asks beside its sets: weights and the numbers of its rules, as they are kept in JSON and as the proposer takes them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jtai import scheduled
from scheduling.proposing.facts import Rule, Rules, Span, Weight

MOST_WEIGHT = 5
USUAL_WEIGHTS: Mapping[Weight, int] = {
    Weight.RECENCY: 3, Weight.CONCERNS: 2, Weight.REGION: 2, Weight.TYPE: 1, Weight.SIZE: 1, Weight.DEPRIVATION: 1,
}  # fmt: skip

# The routine visits from which fieldwork keeps away, as they are called.
CLASHES: Mapping[str, str | Promise] = {
    "ilacs": _("ILACS: inspections, focused and monitoring visits"),
    "ilacs/self-assessment": _("ILACS: self-assessment"),
    "ilacs/annual-conversation": _("ILACS: annual conversation"),
    "peel": _("PEEL at its police force"),
    "ncpi": _("National child protection inspection at its police force"),
    "ncpi/action-plan": _("National child protection inspection: action plan"),
    "clas": _("Children looked after and safeguarding review (CLAS)"),
    "fundamental-standards": _("Fundamental standards at a health provider"),
    "saas": _("Sexual assault and abuse service"),
    "youth-justice": _("Youth justice inspection"),
    "other": _("Everything else, such as area SEND"),
}


@dataclass(frozen=True)
class AskedRules:
    """The numbers of the hard rules of one plan.

    clash: calendar days that fieldwork keeps away from a routine visit, by programme or "programme/kind"; None: it does not clash.
    left_out: rules that this plan goes without, each with the reason.
    """

    years_apart: int = scheduled.YEARS_APART
    force_weeks: int = scheduled.FORCE_WEEKS
    busy_before: int = scheduled.BUSY_BEFORE
    busy_after: int = scheduled.BUSY_AFTER
    clash: Mapping[str, int | None] = field(default_factory=lambda: dict(scheduled.CLASH_DAYS))
    left_out: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "AskedRules":
        """From JSON; what is not said there is as usual."""
        clash = {**scheduled.CLASH_DAYS, **kept.get("clash", {})}
        known = {name: kept[name] for name in ("years_apart", "force_weeks", "busy_before", "busy_after") if name in kept}
        return cls(**known, clash=clash, left_out=kept.get("left_out", {}))

    def keep(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "years_apart": self.years_apart,
            "force_weeks": self.force_weeks,
            "busy_before": self.busy_before,
            "busy_after": self.busy_after,
            "clash": dict(self.clash),
            "left_out": dict(self.left_out),
        }

    def rules(self) -> Rules:
        """For the proposer."""
        return Rules(
            years_apart=self.years_apart,
            force_weeks=self.force_weeks,
            busy_before=self.busy_before,
            busy_after=self.busy_after,
            silent=silent_days(),
            without=frozenset(Rule(name) for name in self.left_out),
        )

    def gap(self, programme: str, kind: str) -> timedelta | None:
        """How far fieldwork keeps from a visit of this kind; None: it does not clash."""
        usual = self.clash.get(programme, self.clash.get("other"))
        days = self.clash.get(f"{programme}/{kind}", usual)
        return None if days is None else timedelta(days=days)

    @property
    def widest(self) -> timedelta:
        """The longest of these distances."""
        return timedelta(days=max((days for days in self.clash.values() if days is not None), default=0))


def read_weights(kept: Mapping[str, Any]) -> dict[Weight, int]:
    """Each weight, 0 to MOST_WEIGHT; what is not said is as usual."""
    return {weight: int(kept.get(weight, usual)) for weight, usual in USUAL_WEIGHTS.items()}


def silent_days() -> tuple[Span, ...]:
    """The days without publications that are set: "2027-03-25/2027-05-06 Local elections; …".

    Raises ImproperlyConfigured for what is no such list.
    """
    found = []
    for part in filter(None, (one.strip() for one in scheduled.SILENT.split(";"))):
        days, _space, what = part.partition(" ")
        first, _slash, last = days.partition("/")
        try:
            found.append(Span(date.fromisoformat(first), date.fromisoformat(last or first), what.strip()))
        except ValueError as error:
            raise ImproperlyConfigured(f"JTAI_SILENT: “{part}” is no “2027-03-25/2027-05-06 Local elections”.") from error
    return tuple(found)
