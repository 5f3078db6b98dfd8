"""What the inspectorates did under their routine programmes in the invented areas, year by year, through the real commands.

Everything here is made up, like the areas. Days are counted back from today, so that something is always done, due and overdue.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from accounts.models import User
from agencies.models import Agency, LocalArea
from jtai.programmeyears import first_day, year_of
from programmes import commands
from programmes.models import Activity, JudgementArea, Programme, ScaleValue, Sharing
from reports.demonstration.clock import Clock
from reports.demonstration.people import Cast

FRIDAY = 4
LEFT_OUT = 4  # of each five providers, the one that nobody has inspected yet
ENFORCED_FROM = 12
OUTCOMES = ("good", "requires-improvement", "good", "inadequate", "outstanding", "requires-improvement")
IMPROVES = (
    "Social workers, health visitors and police share a daily meeting. Children are seen sooner than a year ago.",
    "Leaders know their services well and use what children tell them. Partners challenge one another early.",
    "Practitioners follow up referrals in person, and schools hear what became of them.",
)
HINDERS = (
    "Strategy meetings take place without health partners, so decisions rest on part of the picture.",
    "Children wait too long when they go missing at weekends. Nobody tells the school.",
    "Records do not show what the child said. Managers do not see it when plans drift.",
)
BOTH = (
    "Help at the front door is quick. Once a plan is made, its reviews are late and partners do not come.",
    "The force identifies children at risk well, but what it knows reaches the council late.",
)


def record_programmes(casts: dict[str, Cast], clock: Clock) -> int:
    """All programmes of Annex A in the invented areas; returns how many activities there are."""
    clock.on(clock.today)
    programmes = (_ilacs, _police, _health, _clas, _saas, _others, _to_come)
    made = sum(1 for programme in programmes for _activity in programme(casts, clock.today))
    office = casts["cqc"].by_role["programme-lead"]
    commands.set_sharing(Programme.objects.get(code="clas"), sharing=Sharing.ALL, by=office)
    return made


def _agencies(kind: str) -> list[Agency]:
    return list(Agency.objects.filter(kind__code=kind, demonstration=True).select_related("kind").order_by("code"))


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _in_weeks(day: date, days: int) -> tuple[date, date]:
    """From about this day for so many: within one week from Monday to Friday, or from a Monday where that is too short."""
    latest = max(0, FRIDAY + 1 - days)
    first = day - timedelta(days=max(0, day.weekday() - latest))
    return first, _weekday(first + timedelta(days=days - 1))


def _published(row: Activity, today: date, by: User) -> Activity:
    """Published after six weeks, where these have passed."""
    day = row.ends_on + timedelta(weeks=6)
    return commands.publish_activity(row, published_on=_weekday(day), by=by) if day < today else row


class _Recorder:
    """Records the activities of one programme for the inspectorate whose programme it is."""

    def __init__(self, code: str, by: User, today: date) -> None:
        self.programme = Programme.objects.select_related("inspectorate").get(code=code)
        self.kinds = {kind.code: kind for kind in self.programme.activity_kinds.all()}
        self.by, self.today = by, today
        self.words = {
            "improves": cycle(IMPROVES), "hinders": cycle(HINDERS), "both": cycle(BOTH),
        }  # fmt: skip

    def add(
        self, kind: str, where: Agency | LocalArea, day: date, *, days: int = 1, effect: str = "", **facts: Any
    ) -> Activity:
        """Done when its last day has passed, else planned; what it showed only once it is done."""
        first, last = _in_weeks(day, days)
        past = last < self.today
        given: dict[str, Any] = {"agency": where} if isinstance(where, Agency) else {"local_area": where}
        said: dict[str, Any] = {"effect": effect, "words": next(self.words[effect])} if effect and past else {}
        return commands.record_activity(
            self.programme, kind=self.kinds[kind], starts_on=first, ends_on=last,
            standing="done" if past else "planned", by=self.by, **given, **said, **facts,
        )  # fmt: skip

    def judged(self, row: Activity, values: Iterable[str]) -> Activity:
        """With the values in turn for what is judged on that day, where it was done."""
        if row.standing == "planned":
            return row
        areas = JudgementArea.objects.filter(programme=self.programme, valid_from__lte=row.ends_on).select_related("scale")
        found = {}
        turn = cycle(values)
        for area in areas.exclude(valid_to__lt=row.ends_on).order_by("position"):
            scale = {value.code: value for value in ScaleValue.objects.filter(scale=area.scale)}
            found[area] = scale.get(next(turn)) or next(iter(scale.values()))
        return _published(commands.judge(row, judgements=found, by=self.by), self.today, self.by)


def _ilacs(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    """Three years of every council: most have what is needed, one in six was found inadequate, and some are late."""
    book = _Recorder("ilacs", casts["ofsted"].inspectors[0], today)
    year = year_of(today)
    for number, council in enumerate(_agencies("local-authority")):
        for back in (2, 1, 0):
            start = first_day(year - back)
            if back or number % 4:
                yield book.add("self-assessment", council, start + timedelta(days=40 + number))
            if back or number % 3:
                yield book.add("annual-conversation", council, start + timedelta(days=110 + number))
            if (number + back) % 2:
                focus = {
                    "focus": "weakness" if number % 4 else "strength",
                    "focus_words": "The front door" if number % 3 else "Children who go missing",
                }
                effect = ("improves", "hinders", "both")[number % 3]
                yield book.add(
                    "focused-visit", council, start + timedelta(days=150 + 5 * number), days=2, effect=effect, **focus
                )
        yield from _inspected(book, council, OUTCOMES[number % len(OUTCOMES)], today - timedelta(days=160 + 37 * number))


def _inspected(book: _Recorder, council: Agency, outcome: str, day: date) -> Iterator[Activity]:
    """Its last inspection, and where it was inadequate the monitoring visits since, the last of which is late."""
    kind, days = ("short-inspection", 5) if outcome in {"good", "outstanding"} else ("standard-inspection", 12)
    effect = {"good": "improves", "outstanding": "improves", "inadequate": "hinders"}.get(outcome, "both")
    row = book.add(kind, council, day, days=days, effect=effect, timing_reason="The outcome before, and three years since.")
    yield book.judged(row, [outcome, outcome, "requires-improvement" if outcome == "inadequate" else "good"])
    if outcome != "inadequate":
        return
    visit = row.ends_on + timedelta(days=85)
    while visit < book.today - timedelta(days=40):
        yield book.add("monitoring-visit", council, visit, days=2, effect="both")
        visit += timedelta(days=88)


def _police(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    peel = _Recorder("peel", casts["hmicfrs"].inspectors[0], today)
    ncpi = _Recorder("ncpi", casts["hmicfrs"].inspectors[0], today)
    for number, force in enumerate(_agencies("police")):
        for back in (1, 0):
            if back or number % 3:
                row = peel.add(
                    "peel-assessment", force, first_day(year_of(today) - back) + timedelta(days=60 + 20 * number), days=5,
                    effect=("both", "improves", "hinders")[number % 3],
                )  # fmt: skip
                yield peel.judged(row, ["requires-improvement", "good", "good", "outstanding"][number % 3 :])
        if number % 2:
            row = ncpi.add("inspection", force, today - timedelta(days=90 + 60 * number), days=10, effect="hinders")
            yield ncpi.judged(row, ["adequate", "requires-improvement", "good", "inadequate"])
            if number % 3:
                yield ncpi.add("action-plan", force, row.ends_on + timedelta(days=70))


def _health(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    """Inspections of the providers; some with a breach that is open, addressed or enforced."""
    book = _Recorder("fundamental-standards", casts["cqc"].inspectors[0], today)
    for number, provider in enumerate(_agencies("health-provider")):
        if number % 5 == LEFT_OUT:
            continue
        breach = number % 3 == 0
        row = book.add(
            "inspection", provider, today - timedelta(days=60 + 45 * number), days=3, effect="hinders" if breach else "improves"
        )
        yield book.judged(row, ["breach" if breach else "met", "requires-improvement" if breach else "good"])
        if breach:
            _breach(book, row, provider, number)


def _breach(book: _Recorder, row: Activity, provider: Agency, number: int) -> None:
    found = commands.add_breach(
        row, agency=provider, standard="Regulation 13: safeguarding from abuse and improper treatment",
        words="Staff did not refer two children of the three whose records were read, and nobody asked why.",
        found_on=row.ends_on, address_by=row.ends_on + timedelta(days=90), by=book.by,
    )  # fmt: skip
    on = row.ends_on + timedelta(days=80)
    if number % 2 and on < book.today:
        commands.follow_breach(
            found, step="address", on=on, note="All staff were trained, and referrals are read each week.", by=book.by
        )
    elif number >= ENFORCED_FROM:
        commands.follow_breach(
            found, step="enforce", on=min(book.today, on), note="A condition on the registration.", by=book.by
        )


def _clas(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    book = _Recorder("clas", casts["cqc"].inspectors[-1], today)
    areas = LocalArea.objects.filter(demonstration=True).order_by("code")
    for number, area in enumerate([*areas[:6:2], *areas[9:18:4]]):
        row = book.add("review", area, today - timedelta(days=70 + 140 * number), days=5, effect="both")
        yield book.judged(row, ["improves", "both", "hinders", "improves"])
        here = Agency.objects.filter(partnerships__local_area=area, kind__code__in=["health-provider", "icb"])
        for turn, agency in enumerate(here.select_related("kind").order_by("kind__code", "code")[:3]):
            asked = commands.add_recommendation(
                row, agency=agency, by=book.by, due_on=row.ends_on + timedelta(days=120),
                words="Make sure that every child who goes missing is offered a health assessment." if turn else
                "Have one plan for each child across maternity and health visiting.",
            )  # fmt: skip
            if turn and number > 1:
                on = row.ends_on + timedelta(days=100)
                commands.close_recommendation(asked, met=True, on=on, note="Seen in six records of six.", by=book.by)


def _saas(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    book = _Recorder("saas", casts["cqc"].inspectors[0], today)
    for number, service in enumerate(_agencies("sexual-assault-service")[:2]):
        row = book.add(
            "inspection", service, today - timedelta(days=210 + 90 * number), days=2, effect=("hinders", "improves")[number]
        )
        yield book.judged(row, [("not-met", "met")[number]])


def _others(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    """Youth justice, and dates of other activity."""
    youth = _Recorder("youth-justice", casts["hmi-probation"].inspectors[0], today)
    for number, service in enumerate(_agencies("youth-justice-service")[::4]):
        row = youth.add("inspection", service, today - timedelta(days=100 + 120 * number), days=5, effect="improves")
        yield youth.judged(row, [OUTCOMES[number % 3]])
    other = _Recorder("other-ofsted", casts["ofsted"].inspectors[-1], today)
    areas = LocalArea.objects.filter(demonstration=True).order_by("code")
    for number, area in enumerate(areas[1::6]):
        yield other.add("area-send", area, today + timedelta(days=70 * number - 120), days=12)


def _to_come(casts: dict[str, Cast], today: date) -> Iterator[Activity]:
    """What is planned for the programme year that follows: at some forces, councils and services, so that weeks there are taken."""
    begins = first_day(year_of(today) + 1)
    peel = _Recorder("peel", casts["hmicfrs"].inspectors[0], today)
    for number, force in enumerate(_agencies("police")[1::3]):
        yield peel.add("peel-assessment", force, begins + timedelta(days=80 + 130 * number), days=5)
    ilacs = _Recorder("ilacs", casts["ofsted"].inspectors[0], today)
    for number, council in enumerate(_agencies("local-authority")[2::5]):
        focus = {"focus": "weakness", "focus_words": "Children who go missing"}
        yield ilacs.add("focused-visit", council, begins + timedelta(days=45 + 60 * number), days=2, **focus)
    youth = _Recorder("youth-justice", casts["hmi-probation"].inspectors[0], today)
    for number, service in enumerate(_agencies("youth-justice-service")[3::8]):
        yield youth.add("inspection", service, begins + timedelta(days=60 + 100 * number), days=5)
    other = _Recorder("other-ofsted", casts["ofsted"].inspectors[-1], today)
    for number, area in enumerate(LocalArea.objects.filter(demonstration=True).order_by("code")[4::7]):
        yield other.add("area-send", area, begins + timedelta(days=170 + 35 * number), days=12)
