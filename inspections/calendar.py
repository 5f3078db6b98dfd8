"""The dates of an inspection, computed. Pure: offsets, holidays and closed periods come in."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jtai.errors import Invalid
from jtai.workingdays import FRIDAY, Counting, add, days_of, is_working

FIELDWORK_DAYS = 5


@dataclass(frozen=True)
class OffsetRule:
    """How one milestone is computed."""

    milestone: str
    anchor: str
    days: int
    counting: str


@dataclass(frozen=True)
class ComputedDate:
    """One milestone. day is None while its anchor has not happened; the explanation is a sentence for people."""

    kind: str
    day: date | None
    explanation: str


@dataclass(frozen=True)
class Closed:
    """A period in which no fieldwork takes place in practice."""

    name: str
    first_day: date
    last_day: date
    reason: str


ANCHOR_WORDS = {
    "fieldwork_start": gettext_lazy("the start of fieldwork"),
    "fieldwork_end": gettext_lazy("the end of fieldwork"),
    "publication": gettext_lazy("publication"),
    "draft_delivered": gettext_lazy("actual delivery of the draft"),
    "report_received": gettext_lazy("receipt of the report by the principal authority"),
}


def week_end(start: date) -> date:
    """The last day of a fieldwork week that starts on this day: four days later, a Friday for a Monday."""
    return start + timedelta(days=FIELDWORK_DAYS - 1)


def last_day(start: date, holidays: Set[date]) -> date:
    """The day on which fieldwork that starts on this day ends: the fifth, or the last working day before it.

    A Friday for a Tuesday too: nobody gives feedback on a Saturday or a bank holiday.
    """
    days = [day for day in days_of(start, week_end(start)) if is_working(day, holidays)]
    return max(days, default=start)


def check_to_come(start: date, today: date) -> None:
    """Raises Invalid for fieldwork that does not start in the future, or on a day of a weekend: no reason makes that a week.

    For pages and API, where people plan what is to come; commands alone also write down what has been.
    """
    if start <= today:
        words = {"today": date_format(today, "j F Y")}
        raise Invalid(_("Fieldwork must start in the future. Enter a date after %(today)s.") % words, "fieldwork_start")
    if start.weekday() > FRIDAY:
        words = {"day": date_format(start, "j F Y"), "weekday": date_format(start, "l")}
        raise Invalid(
            _("%(day)s is a %(weekday)s. Fieldwork starts on a day from Monday to Friday.") % words, "fieldwork_start"
        )


def week_objections(start: date, holidays: Set[date], closed: Iterable[Closed]) -> list[str]:
    """Why a fieldwork week should not stand, each as a sentence; empty when nothing speaks against it."""
    end = week_end(start)
    found = []
    if start.weekday() != 0:
        found.append(
            _("Fieldwork runs from Monday to Friday, and %(day)s is a %(weekday)s.")
            % {"day": date_format(start, "j F Y"), "weekday": date_format(start, "l")}
        )
    found += [
        _("%(day)s is a bank holiday.") % {"day": date_format(day, "l j F Y")} for day in days_of(start, end) if day in holidays
    ]
    found += [
        _("%(name)s (%(first)s to %(last)s): %(reason)s")
        % {
            "name": period.name,
            "first": date_format(period.first_day, "j F Y"),
            "last": date_format(period.last_day, "j F Y"),
            "reason": period.reason,
        }
        for period in closed
        if period.first_day <= end and start <= period.last_day
    ]
    return found


def too_late_to_notify(rules: Iterable[OffsetRule], start: date, holidays: Set[date], today: date) -> list[str]:
    """The sentence that the day of notification of this week has passed, or nothing."""
    days = [row.day for row in milestones(rules, start, holidays) if row.kind == "notification" and row.day is not None]
    said = _("The local area would have been notified on %(day)s, which has passed.")
    return [said % {"day": date_format(day, "j F Y")} for day in days if day < today]


def explain(rule: OffsetRule) -> str:
    """The rule in words: "15 working days after the end of fieldwork (exclusive: the first day is day 0)"."""
    if rule.days == 0:
        return str(_("On the day: %(anchor)s")) % {"anchor": ANCHOR_WORDS[rule.anchor]}
    side = _("after") if rule.days > 0 else _("before")
    count = ngettext("%(count)d working day", "%(count)d working days", abs(rule.days)) % {"count": abs(rule.days)}
    how = _("that day is day 1") if rule.counting == Counting.INCLUSIVE else _("that day is day 0")
    return f"{count} {side} {ANCHOR_WORDS[rule.anchor]} ({how})"


def compute(rule: OffsetRule, anchor: date, holidays: Set[date]) -> date:
    """The milestone's date from its anchor's date."""
    return add(anchor, rule.days, holidays, Counting(rule.counting))


def milestones(rules: Iterable[OffsetRule], start: date, holidays: Set[date]) -> list[ComputedDate]:
    """Every date of an inspection whose fieldwork starts on this day, ordered as the rules are.

    Publication is computed before what counts from it. Comments and statement stay open until the draft is delivered
    and the report received (DOMAIN: the clock runs from actual delivery).
    """
    known: dict[str, date] = {"fieldwork_start": start, "fieldwork_end": last_day(start, holidays)}
    rows = list(rules)
    publication = next((rule for rule in rows if rule.milestone == "publication"), None)
    if publication is not None and publication.anchor in known:
        known["publication"] = compute(publication, known[publication.anchor], holidays)
    return [
        ComputedDate(
            rule.milestone,
            compute(rule, known[rule.anchor], holidays) if rule.anchor in known else None,
            explain(rule),
        )
        for rule in rows
    ]


def first_working_day(day: date, holidays: Set[date]) -> date:
    """The day itself if people work on it, else the next on which they do."""
    return day if is_working(day, holidays) else add(day, 1, holidays)
