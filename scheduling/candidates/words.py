"""What is known of a candidate, in words: short ones for tables, and sentences for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.queries import AREA_TYPES
from inspections.workflow import Status
from jtai import schoolyears
from jtai.programmeyears import first_day, last_day
from scheduling.candidates.facts import Candidate, Joint, Terms, Visit

TERMS = {
    Terms.KNOWN: gettext_lazy("Known"),
    Terms.PARTLY: gettext_lazy("Partly known"),
    Terms.UNKNOWN: gettext_lazy("Not known"),
}
THIRDS = {
    1: gettext_lazy("most deprived third"),
    2: gettext_lazy("middle third"),
    3: gettext_lazy("least deprived third"),
}
INSPECTORATES = {"ofsted": "Ofsted", "cqc": "CQC", "hmicfrs": "HMICFRS", "hmi-probation": "HMI Probation"}
WHOLE = 100  # percent


def day(value: date) -> str:
    """As everywhere: 12 May 2026."""
    return date_format(value, "j F Y")


def days(first: date, last: date) -> str:
    """One day, or from the first to the last, with no month or year said twice."""
    if first == last:
        return day(first)
    shape = "j F Y" if first.year != last.year else "j F" if first.month != last.month else "j"
    return _("%(first)s to %(last)s") % {"first": date_format(first, shape), "last": day(last)}


def month(value: date) -> str:
    """Short: May."""
    return date_format(value, "M")


def type_of(one: Candidate) -> str:
    """Such as “Unitary authority”."""
    return str(AREA_TYPES.get(one.type, one.type))


def region_of(one: Candidate) -> str:
    """The name of its region."""
    return one.region


def deprivation(one: Candidate) -> str:
    """“3 of 24, most deprived third”."""
    words = {"place": one.place, "of": one.of, "third": THIRDS[one.third]}
    return _("%(place)d of %(of)d, %(third)s") % words


def forces(one: Candidate) -> str:
    """By name."""
    return ", ".join(one.forces.values())


def boards(one: Candidate) -> str:
    """By name, each with the share of the area's neighbourhoods that it serves where that is not all."""
    return ", ".join(
        name if share is None or share >= WHOLE else _("%(name)s (%(share)g%%)") % {"name": name, "share": share}
        for name, share in one.boards
    )


def when(one: Joint) -> str:
    """The last day of its fieldwork, as exactly as it is known."""
    if one.last is not None:
        return day(one.last)
    if one.published is not None:
        return _("published %(day)s") % {"day": day(one.published)}
    if one.month is not None:
        return f"{MONTHS[one.month]} {one.year}"
    return str(one.year)


def topic(one: Joint) -> str:
    """Its topic. Without one it looked at the front door alone; of those before this service nobody may have recorded it."""
    if one.topic:
        return one.topic
    return _("topic not recorded") if one.key is None else _("Front door")


def told(one: Joint) -> str:
    """The day and the topic of a joint inspection."""
    return _("%(when)s (%(topic)s)") % {"when": when(one), "topic": topic(one)}


def last_joint(one: Candidate) -> str:
    """The day and the topic of its last joint inspection; one before the year may still be to come."""
    if one.last_joint is None:
        return _("None known")
    said = told(one.last_joint)
    return said if one.last_joint.day < one.today else _("%(told)s, not over yet") % {"told": said}


def years_since(one: Candidate) -> str:
    """Whole years and tenths."""
    return _("None known") if one.years_since is None else f"{one.years_since:.1f}"


def how_long_ago(one: Candidate) -> str:
    """The same with the inspection that they count from."""
    if one.last_joint is None:
        return _("None known")
    return _("%(years)s years, since %(last)s") % {"years": years_since(one), "last": last_joint(one)}


def topics(one: Candidate) -> str:
    """Of its joint inspections that are over."""
    named = (topic(row) for row in one.before if row.topic or row.key is not None)
    return ", ".join(dict.fromkeys(named)) or _("None known")


def status(one: Joint) -> str:
    """How far it is; nothing for those before this service."""
    return str(Status(one.status).label) if one.status else ""


def here(one: Candidate) -> str:
    """Its inspection in this year, with week and status."""
    found = one.here
    if found is None or found.first is None:
        return _("None")
    return _("%(status)s, week of %(day)s") % {"status": status(found), "day": day(found.first)}


def deferred(one: Candidate) -> str:
    """Inspections without a new week."""
    return ", ".join(_("Fieldwork was to be from %(day)s") % {"day": day(row.first or row.day)} for row in one.deferred) or _(
        "None"
    )


def what(one: Visit) -> str:
    """“ILACS, Focused visit”; the kind alone where it begins with the name of the programme."""
    if one.kind_name.startswith(one.programme_name):
        return one.kind_name
    return _("%(programme)s, %(kind)s") % {"programme": one.programme_name, "kind": one.kind_name}


def last_visit(one: Candidate, inspectorate: str) -> str:
    """When this inspectorate was there last."""
    found = one.last_visits.get(inspectorate)
    return _("%(day)s (%(what)s)") % {"day": day(found.last), "what": what(found)} if found else _("None known")


def coming(one: Candidate) -> str:
    """All that is planned in the year; also what should be over, and of which nobody has said so."""
    return "; ".join(_coming_in_short(one, row) for row in one.coming) or _("None known")


def _coming_in_short(one: Candidate, row: Visit) -> str:
    words = {"what": what(row), "days": days(row.first, row.last)}
    return (_("%(what)s, %(days)s") if row.last >= one.today else _("%(what)s, %(days)s (these days are over)")) % words


def concerns(one: Candidate) -> str:
    """How many, and how many are urgent; where exceptional practice was shared as well, that can be what is urgent."""
    found = one.signal
    if not found.urgent or not found.concerns:
        return str(found.concerns)
    said = ngettext("%(count)d urgent", "%(count)d urgent", found.urgent)
    if found.practices:
        said = ngettext("%(count)d urgent, this or practice", "%(count)d urgent, these or practice", found.urgent)
    return _("%(number)d (%(urgent)s)") % {"number": found.concerns, "urgent": said % {"count": found.urgent}}


def practices(one: Candidate) -> str:
    """How many."""
    return str(one.signal.practices)


def urgent(one: Candidate) -> str:
    """How many items, concerns or exceptional practice."""
    return str(one.signal.urgent)


def waiting(one: Candidate) -> str:
    """How many items."""
    return str(one.signal.open)


def oldest(one: Candidate) -> str:
    """How long the oldest of them has waited."""
    waited = one.signal.oldest_open
    if waited is None:
        return _("Nothing waits")
    if not waited:
        return _("Less than a working day")
    return ngettext("%(count)d working day", "%(count)d working days", waited) % {"count": waited}


def terms(one: Candidate) -> str:
    """Whether its school holidays are known."""
    return str(TERMS[one.terms])


@dataclass(frozen=True)
class Chapter:
    """A heading with sentences."""

    heading: str
    sentences: list[str]


def chapters(one: Candidate) -> list[Chapter]:
    """All that is known of a candidate."""
    return [
        Chapter(_("The local area"), _place(one)),
        Chapter(_("Joint inspections"), _joint(one)),
        Chapter(_("Routine visits of the inspectorates"), _visited(one)),
        Chapter(_("What is planned in this programme year"), _coming(one)),
        Chapter(_("What was shared between the inspectorates"), [f"{said}." for said in _ended(one.signal.explanation)]),
        Chapter(_("School holidays"), [_terms(one)]),
    ]


def _ended(sentences: list[str]) -> list[str]:
    return [said.removesuffix(".") for said in sentences]


def _place(one: Candidate) -> list[str]:
    said = [
        _("%(type)s in the region %(region)s.") % {"type": type_of(one), "region": one.region},
        _("%(children)s children aged 0 to 17 live there (%(year)d).")
        % {"children": f"{one.children:,}", "year": one.children_year},
        _("By deprivation it is number %(place)d of %(of)d local areas, where 1 is the most deprived: %(third)s.")
        % {"place": one.place, "of": one.of, "third": THIRDS[one.third]},
    ]
    if one.forces:
        said.append(_("Police: %(names)s.") % {"names": forces(one)})
    if one.boards:
        said.append(_("Health: %(names)s.") % {"names": boards(one)})
    return said


def _joint(one: Candidate) -> list[str]:
    said = []
    if one.last_joint is None:
        said.append(_("No joint inspection before this programme year is known."))
    else:
        said.append(_("Its last joint inspection: %(last)s.") % {"last": last_joint(one)})
        said.append(_distance(one, one.last_joint))
    if one.before[1:]:
        said.append(_("Before that: %(names)s.") % {"names": "; ".join(told(row) for row in one.before[1:])})
    said.append(
        _("In this programme year: %(here)s.") % {"here": here(one)}
        if one.here
        else _("It has no inspection in this programme year that you can see.")
    )
    said += [
        _("An inspection was deferred and has no new week; fieldwork was to be from %(day)s.")
        % {"day": day(row.first or row.day)}
        for row in one.deferred
    ]
    return said


def _distance(one: Candidate, last: Joint) -> str:
    """How far before the year it lies; without a tense, since the year may be over or still to come."""
    first = first_day(one.year)
    if last.day > last_day(one.year):
        return _("That is after this programme year.")
    if last.day >= first:
        return _("That is in this programme year.")
    words = {"years": years_since(one), "count": (first - last.day).days, "day": day(first)}
    if words["years"] == "0.0":
        said = ngettext(
            "That is %(count)d day before %(day)s, the first day of this programme year.",
            "That is %(count)d days before %(day)s, the first day of this programme year.",
            (first - last.day).days,
        )
        return said % words
    return _("That is %(years)s years before %(day)s, the first day of this programme year.") % words


def _visited(one: Candidate) -> list[str]:
    said = []
    for code, name in INSPECTORATES.items():
        found = one.last_visits.get(code)
        if found:
            words = {"name": name, "what": what(found), "subject": found.subject, "days": days(found.first, found.last)}
            said.append(_("%(name)s was there last for: %(what)s, %(subject)s, %(days)s.") % words)
        else:
            said.append(_("No visit of %(name)s is known that you can see.") % {"name": name})
    return said


def _coming(one: Candidate) -> list[str]:
    if not one.coming:
        return [
            _("Nothing that you can see is planned at the local area or its agencies. Others may plan what they do not share.")
        ]
    return [coming_one(one, row) for row in one.coming]


def coming_one(one: Candidate, row: Visit) -> str:
    """What is planned, where and when; and whether those days are over."""
    words = {"what": what(row), "subject": row.subject, "days": days(row.first, row.last)}
    if row.last < one.today:
        return _("%(what)s, %(subject)s, %(days)s: these days are over, and nobody has said what became of it.") % words
    return _("%(what)s, %(subject)s, %(days)s.") % words


def _terms(one: Candidate) -> str:
    if one.terms == Terms.KNOWN:
        return _("They are known for both school years that this programme year meets.")
    if one.terms == Terms.UNKNOWN:
        return _("They are not known: somebody has to look at them before a week is chosen.")
    said = [_terms_missing(year, parts) for year, parts in one.terms_missing.items()]
    return _("They are partly known: %(missing)s. Somebody has to look at them before a week is chosen.") % {
        "missing": "; ".join(said)
    }


def _terms_missing(year: int, parts: Sequence[schoolyears.Part]) -> str:
    words = {"year": schoolyears.named(year), "parts": ", ".join(str(part.name) for part in parts)}
    if len(parts) == len(schoolyears.PARTS):
        return _("of %(year)s all is missing") % words
    said = ngettext("of %(year)s %(parts)s is missing", "of %(year)s %(parts)s are missing", len(parts))
    return said % words
