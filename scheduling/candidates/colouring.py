"""What the map is coloured by: for each indicator a few shades, each with a sign that stands in the hexagon and with words.

No colour says anything alone: the sign says it too, and the legend says what each sign means.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inspections.workflow import REPORTED, Status
from jtai.programmeyears import FIRST_MONTH
from scheduling.candidates import words
from scheduling.candidates.facts import Candidate

MISSING = "missing"  # the tone of what is not known or not there
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KINDS = 9  # tones of things without an order
SIZES = (25_000, 50_000, 100_000, 150_000)
YEARS = (2, 4, 6, 8)
QUARTERS = 4


@dataclass(frozen=True)
class Shade:
    """One colour of the map. tone: which; words: what it means. sign: the same in the hexagon, unless each has its own there."""

    tone: str
    sign: str
    words: str


@dataclass(frozen=True)
class Line:
    """A line of the legend: a shade and how many have it."""

    shade: Shade
    count: int


@dataclass(frozen=True)
class Coloured:
    """The shade of each candidate by key, its own sign, its value in words; and the legend in order."""

    shades: Mapping[int, Shade]
    signs: Mapping[int, str]
    says: Mapping[int, str]
    legend: Sequence[Line]


@dataclass(frozen=True)
class Colouring:
    """An indicator to colour by. shades: in order. place: which of them a candidate has, from 0. sign: its own in the hexagon."""

    code: str
    name: str | Promise
    help: str | Promise
    shades: Callable[[Sequence[Candidate]], list[Shade]]
    place: Callable[[Candidate, Sequence[Candidate]], int]
    says: Callable[[Candidate], str]
    sign: Callable[[Candidate], str] | None = field(default=None)

    def of(self, candidates: Sequence[Candidate]) -> Coloured:
        """The colours of a map of these."""
        shades = self.shades(candidates)
        found = {one.key: shades[self.place(one, candidates)] for one in candidates}
        counted = Counter(found.values())
        return Coloured(
            shades=found,
            signs={one.key: self.sign(one) if self.sign else found[one.key].sign for one in candidates},
            says={one.key: self.says(one) for one in candidates},
            legend=[Line(shade, counted[shade]) for shade in shades],
        )


def _step(number: int) -> str:
    return f"step-{number + 1}"


def _kinds(value: Callable[[Candidate], str], candidates: Sequence[Candidate]) -> list[str]:
    return sorted({value(one) for one in candidates})


def _named(value: Callable[[Candidate], str]) -> Callable[[Sequence[Candidate]], list[Shade]]:
    """A letter and a tone for each value."""
    return lambda candidates: [
        Shade(f"kind-{number % KINDS + 1}", LETTERS[number % len(LETTERS)], name)
        for number, name in enumerate(_kinds(value, candidates))
    ]


def _which(value: Callable[[Candidate], str]) -> Callable[[Candidate, Sequence[Candidate]], int]:
    return lambda one, candidates: _kinds(value, candidates).index(value(one))


def _over(limits: Sequence[float], value: float) -> int:
    return sum(value >= limit for limit in limits)


def _ranges(limits: Sequence[int], below: str, between: str, above: str) -> list[str]:
    said = [below % {"high": f"{limits[0]:,}"}]
    said += [between % {"low": f"{low:,}", "high": f"{high:,}"} for low, high in pairwise(limits)]
    return [*said, above % {"low": f"{limits[-1]:,}"}]


def _sizes(_candidates: Sequence[Candidate]) -> list[Shade]:
    said = _ranges(SIZES, _("Under %(high)s children"), _("%(low)s to under %(high)s"), _("%(low)s or more"))
    return [Shade(_step(number), "", line) for number, line in enumerate(said)]


def _deprived(_candidates: Sequence[Candidate]) -> list[Shade]:
    names = (
        _("Most deprived tenth and the next"), _("Third and fourth tenth"), _("Fifth and sixth tenth"),
        _("Seventh and eighth tenth"), _("Least deprived two tenths"),
    )  # fmt: skip
    return [Shade(_step(4 - number), "", name) for number, name in enumerate(names)]


def _ages(_candidates: Sequence[Candidate]) -> list[Shade]:
    said = _ranges(YEARS, _("Under %(high)s years"), _("%(low)s to under %(high)s years"), _("%(low)s years or more"))
    return [*(Shade(_step(number), "", line) for number, line in enumerate(said)), Shade(MISSING, "–", _("None is known"))]


def _age(one: Candidate, _candidates: Sequence[Candidate]) -> int:
    return len(YEARS) + 1 if one.years_since is None else _over(YEARS, one.years_since)


MANY = 3


def _counts(_candidates: Sequence[Candidate]) -> list[Shade]:
    some = [ngettext("%(count)d concern", "%(count)d concerns", number) % {"count": number} for number in range(1, MANY)]
    more = _("%(count)d concerns or more") % {"count": MANY}
    return [
        Shade(MISSING, "0", _("None that you can see")),
        *(Shade(_step(number), "", name) for number, name in zip((1, 2, 4), [*some, more], strict=True)),
    ]


def _quarters(_candidates: Sequence[Candidate]) -> list[Shade]:
    names = (_("April to June"), _("July to September"), _("October to December"), _("January to March"))
    shades = [Shade(_step(number), "", name) for number, name in enumerate(names)]
    return [*shades, Shade(MISSING, "–", _("None is coming that you can see"))]


def _quarter(one: Candidate, _candidates: Sequence[Candidate]) -> int:
    found = one.next_visit
    return QUARTERS if found is None else _quarter_of(found.first, one.year)


def _quarter_of(day: date, year: int) -> int:
    """What began before the year counts for its first quarter."""
    return max(0, (day.year - year) * QUARTERS + (day.month - FIRST_MONTH) // 3)


def _standing(one: Candidate, _candidates: Sequence[Candidate]) -> int:
    if one.here is None:
        return 3 if any(row.programme_year == one.year for row in one.deferred) else 4
    if one.here.status == Status.PLANNED:
        return 0
    return 2 if one.here.status in REPORTED else 1


def _standings(_candidates: Sequence[Candidate]) -> list[Shade]:
    return [
        Shade("kind-1", _("P"), _("Planned: still secret from the local area")),
        Shade("kind-6", _("W"), _("At work: from notification to pre-publication")),
        Shade("kind-3", _("R"), _("Reported: published or later")),
        Shade("kind-7", _("D"), _("Deferred, without a new week")),
        Shade(MISSING, "–", _("None in this year that you can see")),
    ]


def _short_age(one: Candidate) -> str:
    return "–" if one.years_since is None else _("%(years)d y") % {"years": int(one.years_since)}


def _month(one: Candidate) -> str:
    found = one.next_visit
    return words.month(found.first) if found else "–"


def _next(one: Candidate) -> str:
    found = one.next_visit
    return f"{words.what(found)}, {words.days(found.first, found.last)}" if found else _("None known")


COLOURINGS: Mapping[str, Colouring] = {
    row.code: row
    for row in (
        Colouring(
            "years-since", gettext_lazy("Years since the last joint inspection"),
            gettext_lazy("From the last day of its fieldwork to the first day of the programme year. Darker is longer ago."), _ages, _age,
            words.how_long_ago, _short_age,
        ),
        Colouring(
            "here", gettext_lazy("Inspection in this year"),
            gettext_lazy("How far its joint inspection in this programme year is, if you can see one."), _standings, _standing, words.here,
        ),
        Colouring(
            "region", gettext_lazy("Region"), gettext_lazy("Ofsted’s regions."), _named(words.region_of), _which(words.region_of),
            words.region_of,
        ),
        Colouring(
            "type", gettext_lazy("Type"), gettext_lazy("What kind of council it has."), _named(words.type_of), _which(words.type_of),
            words.type_of,
        ),
        Colouring(
            "children", gettext_lazy("Children"), gettext_lazy("How many people aged 0 to 17 live there, in thousands in the map."),
            _sizes, lambda one, _all: _over(SIZES, one.children), lambda one: f"{one.children:,}",
            lambda one: f"{one.children // 1000}k",
        ),
        Colouring(
            "deprivation", gettext_lazy("Deprivation"),
            gettext_lazy("Its place by average deprivation score; 1 is the most deprived. Darker is more deprived."), _deprived,
            lambda one, _all: (one.tenth - 1) // 2, words.deprivation, lambda one: str(one.place),
        ),
        Colouring(
            "concerns", gettext_lazy("Concerns"),
            gettext_lazy("How many concerns were shared and stand, of those that you can see."), _counts,
            lambda one, _all: min(one.signal.concerns, MANY), words.concerns, lambda one: str(one.signal.concerns),
        ),
        Colouring(
            "next-visit", gettext_lazy("Next routine visit"),
            gettext_lazy("The first that is planned in this programme year and not over, of those that you can see; its month stands in the map."),
            _quarters, _quarter, _next, _month,
        ),
    )
}  # fmt: skip
FIRST = "years-since"  # of a year to come no inspection is there yet
