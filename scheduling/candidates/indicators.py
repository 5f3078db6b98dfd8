"""The indicators: what each is called and means, what it says of a candidate, and how candidates are put in order by it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scheduling.candidates import words
from scheduling.candidates.facts import Candidate

TEXT, NUMBER, DAY = "text", "number", "day"
# How the two ends of an order are called.
ENDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    TEXT: (gettext_lazy("A to Z"), gettext_lazy("Z to A")),
    NUMBER: (gettext_lazy("fewest"), gettext_lazy("most")),
    DAY: (gettext_lazy("earliest"), gettext_lazy("latest")),
}


@dataclass(frozen=True)
class Indicator:
    """One thing that is known of each candidate. says: in a table. value: to sort by; None is unknown and comes last."""

    code: str
    name: str | Promise
    help: str | Promise
    kind: str
    says: Callable[[Candidate], str]
    value: Callable[[Candidate], Any]
    ends: tuple[str | Promise, str | Promise] = ("", "")

    @property
    def extremes(self) -> tuple[str, str]:
        """What its lowest and its highest value are called."""
        low, high = self.ends if self.ends[0] else ENDS[self.kind]
        return str(low), str(high)

    @property
    def title(self) -> str:
        """What it is called where no group of columns says what it is."""
        if self.code.startswith("visit-"):
            return _("Last visit of %(name)s") % {"name": self.name}
        return str(self.name)

    def exported(self, one: Candidate) -> object:
        """For a spreadsheet program: a number where it is one, with one decimal as the page has it, else the words."""
        value = self.value(one) if self.kind == NUMBER else self.says(one)
        return round(value, 1) if isinstance(value, float) else value

    @property
    def numeric(self) -> bool:
        """Whether its cells stand at the right."""
        return self.kind == NUMBER


def _visited(code: str, name: str) -> Indicator:
    said = gettext_lazy("Its newest routine visit to the local area or one of its agencies, of those that you can see.")
    return Indicator(
        f"visit-{code}",
        name,
        said,
        DAY,
        lambda one: words.last_visit(one, code),
        lambda one: one.last_visits[code].last if code in one.last_visits else None,
    )


NAME = Indicator("name", gettext_lazy("Local area"), "", TEXT, lambda one: one.name, lambda one: one.name.casefold())
INDICATORS: Mapping[str, Indicator] = {
    row.code: row
    for row in (
        Indicator("region", gettext_lazy("Region"), gettext_lazy("Ofsted’s region."), TEXT, words.region_of, words.region_of),
        Indicator("type", gettext_lazy("Type"), gettext_lazy("What kind of council it has."), TEXT, words.type_of, words.type_of),
        Indicator(
            "children",
            gettext_lazy("Children"),
            gettext_lazy("How many people aged 0 to 17 live there."),
            NUMBER,
            lambda one: f"{one.children:,}",
            lambda one: one.children,
        ),
        Indicator(
            "deprivation",
            gettext_lazy("Deprivation"),
            gettext_lazy("Its place among the local areas by average deprivation score; 1 is the most deprived."),
            NUMBER,
            words.deprivation,
            lambda one: one.place,
            (gettext_lazy("most deprived"), gettext_lazy("least deprived")),
        ),
        Indicator(
            "force", gettext_lazy("Police force"), gettext_lazy("One force can serve many local areas."), TEXT, words.forces, words.forces,
        ),
        Indicator(
            "boards",
            gettext_lazy("Integrated care boards"),
            gettext_lazy("With the percentage of neighbourhoods that each serves, where that is not all."),
            TEXT,
            words.boards,
            words.boards,
        ),
        Indicator(
            "last-joint",
            gettext_lazy("Last joint inspection"),
            gettext_lazy("The last day of fieldwork of the newest joint inspection that is over, or will be when the programme year begins, with its topic."),
            DAY,
            words.last_joint,
            lambda one: one.last_joint.day if one.last_joint else None,
        ),
        Indicator(
            "years-since",
            gettext_lazy("Years since"),
            gettext_lazy("From that day to the first day of the programme year, 1 April; 0 where it was later."),
            NUMBER,
            words.years_since,
            lambda one: one.years_since,
            (gettext_lazy("shortest"), gettext_lazy("longest")),
        ),
        Indicator(
            "topics",
            gettext_lazy("Past topics"),
            gettext_lazy("The topics of its joint inspections that are over, or will be when the programme year begins."),
            TEXT,
            words.topics,
            lambda one: words.topics(one) if one.before else None,
        ),
        Indicator(
            "here",
            gettext_lazy("In this year"),
            gettext_lazy("Its joint inspection in this programme year, if you can see one. It stays secret until the area is notified."),
            DAY,
            words.here,
            lambda one: one.here.first if one.here else None,
        ),
        Indicator(
            "deferred",
            gettext_lazy("Deferred"),
            gettext_lazy("Inspections that were deferred and have no new week yet."),
            DAY,
            words.deferred,
            lambda one: one.deferred[0].day if one.deferred else None,
        ),
        *(_visited(code, name) for code, name in words.INSPECTORATES.items()),
        Indicator(
            "coming",
            gettext_lazy("Planned visits"),
            gettext_lazy(
                "Routine inspections and visits that are planned there in this programme year, of those that you can see."
            ),
            DAY,
            words.coming,
            lambda one: one.coming[0].first if one.coming else None,
        ),
        Indicator(
            "concerns",
            gettext_lazy("Concerns"),
            gettext_lazy("Concerns that were shared between the inspectorates and stand, of those that you can see."),
            NUMBER,
            words.concerns,
            lambda one: one.signal.concerns,
        ),
        Indicator(
            "practice",
            gettext_lazy("Exceptional practice"),
            gettext_lazy("Examples of exceptional practice that were shared and stand, of those that you can see."),
            NUMBER,
            words.practices,
            lambda one: one.signal.practices,
        ),
        Indicator(
            "urgent",
            gettext_lazy("Urgent"),
            gettext_lazy("How many of the concerns and examples were sent as urgent."),
            NUMBER,
            words.urgent,
            lambda one: one.signal.urgent,
        ),
        Indicator(
            "waiting",
            gettext_lazy("Waiting for an answer"),
            gettext_lazy("How many of them some inspectorate has not answered yet."),
            NUMBER,
            words.waiting,
            lambda one: one.signal.open,
        ),
        Indicator(
            "oldest",
            gettext_lazy("Oldest waiting"),
            gettext_lazy("For how many working days the oldest of these has waited."),
            NUMBER,
            words.oldest,
            lambda one: one.signal.oldest_open,
            (gettext_lazy("shortest"), gettext_lazy("longest")),
        ),
        Indicator(
            "terms",
            gettext_lazy("School holidays"),
            gettext_lazy("Whether they are known for the school years that this programme year meets."),
            TEXT,
            words.terms,
            words.terms,
        ),
    )
}  # fmt: skip
VISITS = tuple(f"visit-{code}" for code in words.INSPECTORATES)
# Columns beside the name. No more than fit beside the filters, but for "everything".
COLUMNS: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (gettext_lazy("Overview"), ("last-joint", "here", "coming", "concerns", "children", "deprivation")),
    "place": (gettext_lazy("The local area"), ("region", "type", "children", "deprivation", "force", "boards")),
    "joint": (gettext_lazy("Joint inspections"), ("last-joint", "years-since", "topics", "here", "deferred")),
    "visits": (gettext_lazy("Routine visits"), (*VISITS, "coming")),
    "shared": (gettext_lazy("What was shared"), ("concerns", "practice", "urgent", "waiting", "oldest")),
    "weeks": (gettext_lazy("What bears on the week"), ("here", "coming", "terms", "force")),
    "all": (gettext_lazy("Everything (scrolls sideways)"), tuple(INDICATORS)),
}


def orders() -> list[tuple[str, str]]:
    """The choices of an order: a code, with a minus in front for the other direction."""
    found = []
    for row in (NAME, *INDICATORS.values()):
        said = _("%(name)s, %(end)s") if row.kind == TEXT else _("%(name)s, %(end)s first")
        low, high = row.extremes
        found += [(row.code, said % {"name": row.title, "end": low}), (f"-{row.code}", said % {"name": row.title, "end": high})]
    return found


def in_order(rows: Iterable[Candidate], order: str) -> list[Candidate]:
    """By an order of `orders`; what is unknown comes last either way, and names decide between equals."""
    code, down = order.removeprefix("-"), order.startswith("-")
    value = (NAME if code == "name" else INDICATORS.get(code, NAME)).value
    named = sorted(rows, key=NAME.value)
    known = [one for one in named if value(one) is not None]
    known.sort(key=value, reverse=down)
    return known + [one for one in named if value(one) is None]


def difference(row: Indicator, chosen: Sequence[Candidate]) -> str:
    """How these candidates differ by an indicator, in words."""
    if len({row.says(one) for one in chosen}) == 1:
        return _("The same")
    known = [one for one in chosen if row.value(one) is not None]
    ranked = sorted(known, key=row.value)
    if row.kind == TEXT or len({row.value(one) for one in known}) < 2:  # noqa: PLR2004 -- one value has no two ends
        return _("Different")
    least = [one.name for one in ranked if row.value(one) == row.value(ranked[0])]
    most = [one.name for one in ranked if row.value(one) == row.value(ranked[-1])]
    low, high = row.extremes
    ends = {"low": low.capitalize(), "least": ", ".join(least), "high": high.capitalize(), "most": ", ".join(most)}
    return _("%(low)s: %(least)s. %(high)s: %(most)s") % ends
