"""Years of routine programmes that never were: invented bodies, seeded chance."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from jtai.programmeyears import first_day, last_day
from programmes.rules import Credit, Done, Facts, Judged, Open, RuleData, Subject

REFERENCE = Path(__file__).resolve().parents[2] / "programmes/reference/programmes.json"
FIRST_YEAR = 2025
AREAS, FORCES, SERVICES, ASSAULT_SERVICES = 153, 43, 1_440, 60
JTAIS = 10
POINTS = ("outstanding", "good", "requires-improvement", "inadequate")
HEADS = ("Alder", "Bram", "Corn", "Dun", "Esk", "Fern", "Gorse", "Hazel", "Ivel", "Juniper", "Kel", "Larch", "Marl")
TAILS = ("mere", "combe", "ditch", "ford", "garth", "hythe", "leigh", "moor", "stow", "thwaite", "wick", "worth")
DAY = timedelta(days=1)


def rules_of_all() -> dict[str, list[RuleData]]:
    """The programmes that have rules, as the reference data has them."""
    found = {}
    for programme in json.loads(REFERENCE.read_text())["programmes"]:
        rules = [
            RuleData(
                row["code"],
                row["evaluator"],
                row["parameters"],
                row["says"],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in programme["rules"]
        ]
        if rules:
            found[programme["code"]] = rules
    return found


@dataclass(frozen=True)
class Round:
    """What comes every so many years to a share of a programme's subjects, and what mostly follows it."""

    programme: str
    kind: str
    every: int
    share: float
    after: str = ""


ROUNDS = (
    Round("peel", "peel-assessment", 1, 0.95),
    Round("ncpi", "inspection", 3, 0.8, "action-plan"),
    Round("saas", "inspection", 2, 0.8, "follow-up"),
    Round("fundamental-standards", "inspection", 3, 0.6),
)


@dataclass
class World:
    """What is made so far."""

    years: int
    seed: int
    number: int = 0
    done: dict[str, list[Done]] = field(default_factory=dict)
    credits: list[Credit] = field(default_factory=list)
    open: dict[str, list[Open]] = field(default_factory=dict)

    def add(self, programme: str, subject: str, kind: str, first: date, days: int = 0, **more: object) -> Done:
        """One activity; a few were called off or not recorded."""
        self.number += 1
        chance = random.Random(f"{self.seed} {programme} {subject} {kind} {first}").random()
        standing = "cancelled" if chance < 0.04 else "planned" if chance < 0.08 else "published" if chance < 0.5 else "done"
        published = first + timedelta(days=days + 40) if standing == "published" else None
        one = Done(
            self.number, subject, kind, first, first + days * DAY, standing, published_on=published, **{"judged": (), **more}
        )
        self.done.setdefault(programme, []).append(one)
        return one


def names(what: str, kind: str, count: int, seed: int) -> list[Subject]:
    """So many invented bodies."""
    chance = random.Random(f"{seed} {kind}")
    return [
        Subject(f"{what}:{number}", f"{chance.choice(HEADS)}{chance.choice(TAILS)} {kind} {number}") for number in range(count)
    ]


def simulate(years: int = 3, seed: int = 4) -> dict[str, Facts]:
    """Facts by programme code, for so many years from 2025 and with what went before."""
    world = World(years, seed)
    subjects = {
        "ilacs": names("agency", "Council", AREAS, seed),
        "peel": names("agency", "Constabulary", FORCES, seed),
        "ncpi": names("agency", "Constabulary", FORCES, seed),
        "fundamental-standards": names("agency", "Health Service", SERVICES, seed),
        "clas": names("area", "Area", AREAS, seed),
        "saas": names("agency", "Support Service", ASSAULT_SERVICES, seed),
    }
    for subject in subjects["ilacs"]:
        _council(world, subject.key, random.Random(f"{seed} ilacs {subject.key}"))
    for turn in ROUNDS:
        for subject in subjects[turn.programme]:
            _come_round(world, turn, subject.key)
    _jtais(world, subjects["ilacs"])
    _opened(world, "fundamental-standards", "breach", subjects["fundamental-standards"])
    _opened(world, "clas", "recommendation", subjects["clas"])
    return {
        programme: Facts(
            found, world.done.get(programme, []), world.credits if programme == "ilacs" else (), world.open.get(programme, ())
        )
        for programme, found in subjects.items()
    }


def _years(world: World) -> Iterator[int]:
    return iter(range(FIRST_YEAR, FIRST_YEAR + world.years))


def _on(year: int, chance: random.Random, first: int = 0, last: int = 359) -> date:
    return first_day(year) + timedelta(days=chance.randint(first, last))


def _judged(chance: random.Random) -> tuple[Judged, ...]:
    overall, beside = chance.choices(POINTS, weights=(1, 5, 4, 2), k=2)
    return tuple(
        Judged(area, value, value == "inadequate", area == "overall", POINTS.index(value))
        for area, value in (("overall", overall), ("beside", beside))
    )


def _council(world: World, key: str, chance: random.Random) -> None:
    inspected = _inspected(world, key, chance.randint(2022, 2024), chance)
    for year in _years(world):
        if chance.random() < 0.95:
            world.add("ilacs", key, "self-assessment", _on(year, chance, 0, 120))
        if chance.random() < 0.9:
            world.add("ilacs", key, "annual-conversation", _on(year, chance, 60, 359))
        if chance.random() < 0.45:
            world.add("ilacs", key, "focused-visit", _on(year, chance), 1)
        for quarter in range(4):
            if inspected.judged[0].failing and chance.random() < 0.85:
                world.add("ilacs", key, "monitoring-visit", _on(year, chance, quarter * 91, quarter * 91 + 85), 1)
        if chance.random() < (0.3 if inspected.ends_on > first_day(year - 2) else 0.7):
            inspected = _inspected(world, key, year, chance)


def _inspected(world: World, key: str, year: int, chance: random.Random) -> Done:
    kind, days = chance.choice([("standard-inspection", 11), ("short-inspection", 4)])
    return world.add("ilacs", key, kind, _on(year, chance, 0, 340), days, judged=_judged(chance))


def _come_round(world: World, turn: Round, key: str) -> None:
    """At least a year apart, and what follows comes before the next."""
    chance = random.Random(f"{world.seed} {turn.programme} {key}")
    own, ends = chance.randrange(turn.every), last_day(FIRST_YEAR + world.years - 1)
    for year in _years(world):
        on, judged, wait = _on(year, chance), _judged(chance), chance.randint(20, 300)
        wanted, followed = chance.random() < turn.share, chance.random() < 0.8
        if year % turn.every == own and wanted:
            one = world.add(turn.programme, key, turn.kind, on, 4, judged=judged)
            if turn.after and followed and one.ends_on + wait * DAY <= ends:
                after = world.add(turn.programme, key, turn.after, one.ends_on + wait * DAY, judged=_judged(chance))
                if after.judged[0].failing and after.ends_on + 90 * DAY <= ends:
                    world.add(turn.programme, key, turn.after, after.ends_on + 90 * DAY, judged=_judged(chance))


def _jtais(world: World, subjects: list[Subject]) -> None:
    for year in _years(world):
        chance = random.Random(f"{world.seed} jtai {year}")
        for subject in chance.sample(subjects, JTAIS):
            world.credits.append(Credit(subject.key, "focused-visit", _on(year, chance)))


def _opened(world: World, programme: str, what: str, subjects: list[Subject]) -> None:
    found = world.open.setdefault(programme, [])
    for year in _years(world):
        chance = random.Random(f"{world.seed} {what} {year}")
        for subject in chance.sample(subjects, len(subjects) // 5):
            due = _on(year, chance)
            closed = due + timedelta(days=chance.randint(-60, 90)) if chance.random() < 0.7 else None
            if closed is not None and closed > last_day(FIRST_YEAR + world.years - 1):
                closed = None
            found.append(Open(len(found) + 1, subject.key, what, due if chance.random() < 0.9 else None, closed))
