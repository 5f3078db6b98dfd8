"""What a word of an event is called where the word is a code: by the choices of its field, or by the names of its rows."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from agencies.models import Inspectorate, RoleKind
from disclosure.visibility import KINDS
from inspections.models import AgeBand, Inspection, MilestoneKind, Part, RequestItem
from inspections.workflow import Status
from intelligence.models import Marking, Outcome
from programmes.models import BreachState, RecommendationState, Standing
from reports.models import AccuracyAnswer, FileFormat, QualityDecision
from retention.table import words_of_policies

# word → names by code. Of one inspection: the titles of what is asked; the inspectorates.
Named = Mapping[str, Mapping[str, str]]
NOTHING: Named = {}

CHOICES: Mapping[tuple[str, str], type[TextChoices]] = {
    ("person.give_role", "kind"): RoleKind,
    ("person.end_role", "kind"): RoleKind,
    ("inspection.override_date", "kind"): MilestoneKind,
    ("inspection.withdraw_override", "kind"): MilestoneKind,
    ("inspection.assign", "part"): Part,
    ("inspection.end_place", "part"): Part,
    ("inspection.leave_empty", "part"): Part,
    ("inspection.replace", "part"): Part,
    ("inspection.ask_override", "part"): Part,
    ("inspection.decide_override", "part"): Part,
    ("inspection.withdraw_asking", "part"): Part,
    ("inspection.add_child", "age_band"): AgeBand,
    ("activity.record", "standing"): Standing,
    ("activity.take_back", "before"): Standing,
    ("activity.take_back", "after"): Standing,
    ("breach.reopen", "before"): BreachState,
    ("breach.reopen", "after"): BreachState,
    ("recommendation.close", "state"): RecommendationState,
    ("recommendation.reopen", "before"): RecommendationState,
    ("intelligence.send", "marking"): Marking,
    ("intelligence.letter_send", "marking"): Marking,
    ("intelligence.decide", "outcome"): Outcome,
    ("report.review", "decision"): QualityDecision,
    ("accuracy.answer", "answer"): AccuracyAnswer,
    ("report.embargoed_download", "format"): FileFormat,
}
DAYS = {
    "valid_from",
    "week",
    "day",
    "due_on",
    "received_on",
    "on",
    "starts_on",
    "ends_on",
    "published_on",
    "seen_on",
    "first_day",
    "last_day",
}
ACCESS, ITEM = "access.", "item"
# Which of two texts somebody chose.
KEEP: Mapping[str, str | Promise] = {
    "mine": __("The version kept beside"),
    "current": __("The version that stood"),
    "merged": __("A text made from both"),
}
SAID: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("activity.judge", "judgements"): {"": __("None is recorded")},
    ("breach.follow", "step"): {
        "address": BreachState.ADDRESSED.label,
        "enforce": BreachState.ENFORCEMENT.label,
        "resolve": BreachState.RESOLVED.label,
    },
}
POLICIES = {"retention.remove", "audit.erase_words"}


def of_inspection(inspection: Inspection) -> Named:
    """The names of what the trail of one inspection has by code. Two queries."""
    items = RequestItem.objects.filter(inspection=inspection).order_by().values_list("code", "title")
    names = Inspectorate.objects.order_by().values_list("code", "name")
    return {"code": dict(items), "inspectorate": dict(names)}


def _names(verb: str, word: str, named: Named) -> Mapping[str, str]:
    if (verb, word) in CHOICES:
        return {value: str(label) for value, label in CHOICES[verb, word].choices}
    if verb == "person.change_agency":
        return {"": _("no agency")}
    if word == "policy" and verb in POLICIES:
        return words_of_policies()
    if (verb, word) in SAID:
        return {value: str(said) for value, said in SAID[verb, word].items()}
    if word == "keep":
        return {value: str(said) for value, said in KEEP.items()}
    return named.get(word, {})


def label(verb: str, word: str, value: object, named: Named) -> object:
    """A word of an event as people say it; what has no other name stays as it is."""
    if word in DAYS:
        return _day(str(value))
    if word == ITEM and verb.startswith(ACCESS):
        return _item(str(value))
    names = _names(verb, word, named)
    if isinstance(value, list):
        return _(", ").join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), value)


def plainly(verb: str, word: str, value: str) -> str:
    """The same for whoever is no user of the service: where an inspection stood, in words as well. Not of one inspection."""
    if word in {"before", "after"} and verb.startswith("inspection."):
        return str(dict(Status.choices).get(value, value))
    return str(label(verb, word, value, NOTHING))


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value


def _item(key: str) -> str:
    """“Note 12” of "note:12"."""
    kind, _colon, number = key.partition(":")
    return f"{KINDS[kind][0]} {number}" if kind in KINDS else key


def values_saying(verb: str, word: str, text: str, named: Named) -> list[str]:
    """The values of this word of which a line shows this text, beside those that contain it themselves."""
    if word in DAYS:
        try:
            return [datetime.strptime(text.strip(), "%d %B %Y").date().isoformat()]  # noqa: DTZ007 -- a day, not a moment
        except ValueError:
            return []
    if word == ITEM and verb.startswith(ACCESS):
        said, _space, number = text.strip().rpartition(" ")
        return [f"{kind}:{number}" for kind, (name, _rows) in KINDS.items() if str(name).casefold() == said.casefold()]
    return [value for value, name in _names(verb, word, named).items() if text.casefold() in name.casefold()]
