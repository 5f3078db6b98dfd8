"""What the commands share: the lock on an activity, its fields beside its words, and what was sent before."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from jtai.errors import Invalid
from programmes.models import Activity, ActivityKind, Breach, CheckLook, Programme, Recommendation, Standing
from programmes.queries import timed_kinds
from programmes.rules.months import add_months
from writing.commands import Saved, rewrite

MONTHS_PLANNED, LONGEST = 60, 366  # days
NAMES = ("programme__inspectorate", "kind__programme", "agency__kind", "local_area", "text", "report")
REFERENCE_TAKEN = gettext_lazy("Another activity of this programme has this reference. Enter another one.")
# One sentence whoever used it, so that nobody learns of what another recorded.
SENT_ELSEWHERE = gettext_lazy("This form was sent before, from somewhere else. Open a new form and paste your text into it.")
SENT_OTHERWISE = gettext_lazy(
    "This form was sent before with other words or choices, and those were saved. What you see here was not: "
    "save it again to keep it as a new entry of its own."
)


def locked(activity: Activity) -> Activity:
    """The row and its text, locked until commit, read anew."""
    rows = Activity.objects.select_for_update(no_key=True, of=("self", "text")).select_related(*NAMES)
    return rows.get(pk=activity.pk)


def locked_breach(breach: Breach) -> Breach:
    """The row and its text, locked until commit, read anew."""
    rows = Breach.objects.select_for_update(no_key=True, of=("self", "text"))
    return rows.select_related("activity__programme__inspectorate", "agency__kind", "text").get(pk=breach.pk)


def locked_recommendation(recommendation: Recommendation) -> Recommendation:
    """The same of a recommendation."""
    rows = Recommendation.objects.select_for_update(no_key=True, of=("self", "text"))
    return rows.select_related("activity__programme__inspectorate", "agency__kind", "text").get(pk=recommendation.pk)


@dataclass(frozen=True)
class About:
    """What an activity has beside its words."""

    kind: ActivityKind
    starts_on: date
    ends_on: date
    reference: str = ""
    focus: str = ""
    focus_words: str = ""
    outcome: str = ""
    effect: str = ""
    timing_reason: str = ""

    @classmethod
    def of(cls, activity: Activity, **changed: Any) -> "About":
        """As it stands, with what changes."""
        return cls(**{name: getattr(activity, name) for name in cls.__dataclass_fields__} | changed)

    def columns(self) -> dict[str, Any]:
        """The same as the activity's columns hold it."""
        return {("kind_id" if name == "kind" else name): _plain(value) for name, value in vars(self).items()}

    def values(self) -> dict[str, Any]:
        """The same as its versions keep it."""
        return versioned(self.columns())


def versioned(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as a version of the words keeps them beside these."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, ActivityKind):
        return value.pk
    return value.strip() if isinstance(value, str) else value


def save(activity: Activity, about: About, words: str, *, base: int, by: User, more: Mapping[str, Any] | None = None) -> Saved:
    """Words and fields of an activity that is locked, as one version; a stale save is kept beside with all of them.

    more: what the version keeps besides.
    """
    columns = about.columns()
    changed = any(getattr(activity, name) != value for name, value in columns.items())
    saved = rewrite(activity.text, words, base=base, values={**about.values(), **(more or {})}, changed=changed, by=by)
    if saved.kept is None and changed:
        _put(activity, columns)
    return saved


def renew(activity: Activity, about: About, *, by: User) -> None:
    """A version of its own for a step of an activity that is locked, whatever changes with it: what was started before is stale."""
    rewrite(activity.text, activity.text.body, base=activity.text.version, values=about.values(), changed=True, by=by)
    _put(activity, about.columns())


def _put(activity: Activity, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(activity, name, value)
    activity.save(update_fields=[name.removesuffix("_id") for name in columns])


def check(programme: Programme, about: About, words: str, standing: str, *, pk: int = 0) -> None:
    """Raises Invalid, naming the field, for what contradicts itself, the programme, the calendar or another activity."""
    undecided = standing == Standing.PLANNED and not about.timing_reason.strip()
    check_facts(programme, about, words, standing, timed=undecided and about.kind.code in timed_kinds(programme))
    reference = about.reference.strip()
    if reference and Activity.objects.filter(programme=programme, reference=reference).exclude(pk=pk).exists():
        raise Invalid(str(REFERENCE_TAKEN), field="reference")


def check_reference(error: IntegrityError) -> None:
    """Raises Invalid where somebody else took the reference between the check and the saving."""
    if "activity_reference_once" in str(error):
        raise Invalid(str(REFERENCE_TAKEN), field="reference") from error


@contextmanager
def one_reference() -> Iterator[None]:
    """The same around a saving in the caller's transaction, which can go on to refuse in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        check_reference(error)
        raise


def check_facts(programme: Programme, about: About, words: str, standing: str, *, timed: bool) -> None:
    """The part of it that asks no query. timed: the inspectorate chooses when one of this kind comes, and says why."""
    if about.kind.programme_id != programme.pk:
        raise Invalid(_("Select a kind of activity of this programme."), field="kind")
    check_days(programme, about.starts_on, about.ends_on, standing)
    _check_focus(about)
    _check_shown(about, words, standing)
    if timed and standing == Standing.PLANNED and not about.timing_reason.strip():
        raise Invalid(
            _("Enter why this takes place now: previous outcomes, intelligence, or what other inspectorates know."),
            field="timing_reason",
        )


def check_days(programme: Programme, starts_on: date, ends_on: date, standing: str) -> None:
    """In order, while the programme runs, and not to come where it has taken place."""
    if starts_on > ends_on:
        raise Invalid(_("The last day must be the first day or a later one."), field="ends_on")
    if starts_on < programme.valid_from:
        words = {"day": date_format(programme.valid_from, "j F Y")}
        raise Invalid(_("This programme began on %(day)s. Enter a first day on or after that.") % words, field="starts_on")
    if programme.valid_to is not None and starts_on > programme.valid_to:
        words = {"day": date_format(programme.valid_to, "j F Y")}
        raise Invalid(_("This programme ended on %(day)s. Enter a first day on or before that.") % words, field="starts_on")
    if standing != Standing.PLANNED and ends_on > timezone.localdate():
        raise Invalid(_("What has taken place ended today or before. Enter that day."), field="ends_on")
    # Mistyped years: nothing is planned for later than that, and no visit lasts so long.
    latest = add_months(timezone.localdate(), MONTHS_PLANNED)
    if ends_on > latest:
        words = {"day": date_format(latest, "j F Y")}
        raise Invalid(_("Enter days up to %(day)s. Nothing is planned for later than that.") % words, field="ends_on")
    if (ends_on - starts_on).days > LONGEST:
        lasts = {"days": LONGEST}
        raise Invalid(_("An activity lasts %(days)d days at most. Check the first and the last day.") % lasts, field="ends_on")


def _check_focus(about: About) -> None:
    if about.kind.has_focus and not about.focus:
        raise Invalid(_("Select whether the visit looks at a strength or a weakness."), field="focus")
    if about.kind.has_focus and not about.focus_words.strip():
        raise Invalid(_("Enter which strength or weakness was identified."), field="focus_words")
    if not about.kind.has_focus and (about.focus or about.focus_words.strip()):
        field = "focus" if about.focus else "focus_words"
        sentence = _("“%(kind)s” has no focus. Take the focus and its words out, or select another kind of activity.")
        raise Invalid(sentence % {"kind": about.kind}, field=field)


def _check_shown(about: About, words: str, standing: str) -> None:
    if standing == Standing.PLANNED and (about.effect or words.strip() or about.outcome.strip()):
        field = "effect" if about.effect else "words" if words.strip() else "outcome"
        raise Invalid(_("An activity shows something once it has taken place. Mark it as done first."), field=field)
    if about.effect and not words.strip():
        raise Invalid(
            _("Say in words what it showed about the contribution to local safeguarding arrangements."), field="words"
        )
    if words.strip() and not about.effect:
        raise Invalid(_("Select whether what it showed improves or hinders children’s experiences."), field="effect")


Kept = Activity | Breach | CheckLook | Recommendation


def sent_before(twice: Kept, by: User, same: bool) -> None:  # noqa: FBT001 -- the answer to a question
    """Raises Invalid when what was recorded under a client_id is not what is sent under it now: the words would be lost."""
    if twice.recorded_by_id != by.pk:
        raise Invalid(str(SENT_ELSEWHERE), field="client_id")
    if not same:
        raise Invalid(str(SENT_OTHERWISE), field="client_id")


def not_to_come(day: date, field: str = "on") -> None:
    """Raises Invalid for a day after today."""
    if day > timezone.localdate():
        raise Invalid(_("This has happened, so its day is today or before. Enter that day."), field=field)


def said(words: str, sentence: str, field: str) -> str:
    """The words without blanks around them; raises Invalid with the sentence when there are none."""
    if not words.strip():
        raise Invalid(sentence, field=field)
    return words.strip()


ClientId = UUID | None
