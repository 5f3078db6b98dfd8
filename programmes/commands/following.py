"""Breaches and recommendations, followed until they are closed."""

from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from audit.trail import record
from jtai.errors import Changed, Invalid
from programmes import policies
from programmes.commands.keeping import (
    ClientId,
    locked,
    locked_breach,
    locked_recommendation,
    not_to_come,
    said,
    sent_before,
    versioned,
)
from programmes.models import Activity, Addressee, Breach, BreachState, Recommendation, RecommendationState
from programmes.queries import bodies_in_remit, bodies_of
from writing.commands import write
from writing.queries import history_of

COMMISSIONERS = frozenset({"icb", "ccg"})
AFTER = {"address": BreachState.ADDRESSED, "enforce": BreachState.ENFORCEMENT, "resolve": BreachState.RESOLVED}
DAY = {"address": "addressed_on", "enforce": "enforcement_on", "resolve": "resolved_on"}
SAYS = {"address": "note", "enforce": "note", "resolve": "resolution"}
# What stands before a state, for undoing the step that led to it, and what that step wrote.
BEFORE = {
    BreachState.ADDRESSED: (BreachState.OPEN, "addressed_on", "note"),
    BreachState.ENFORCEMENT: (BreachState.OPEN, "enforcement_on", "note"),
    BreachState.RESOLVED: (BreachState.ENFORCEMENT, "resolved_on", "resolution"),
}

Row = TypeVar("Row", Breach, Recommendation)


def check_body(activity: Activity, agency: Agency) -> None:
    """Raises Invalid for an agency that neither is that of the activity nor works with it."""
    if not bodies_of(activity, [agency.pk]).exists():
        raise Invalid(_("Select the agency of this activity, or one that works with it."), field="agency")


def check_remit(activity: Activity, agency: Agency) -> None:
    """The same for a breach, and for an agency at which the programme does not look."""
    check_body(activity, agency)
    if not bodies_in_remit(activity, [agency.pk]).exists():
        raise Invalid(_("This programme does not look at %(agency)s. Select another agency.") % {"agency": agency}, "agency")


def _once(
    model: type[Row], activity: Activity, made: dict[str, Any], words: str, *, client_id: ClientId, by: User
) -> Row | None:
    """What was recorded under this key before, or None; raises Invalid when that was something else. It may say more by now."""
    rows = model._default_manager.select_related("text")  # noqa: SLF001 -- documented model API
    twice = rows.filter(client_id=client_id).first() if client_id else None
    if twice is not None:
        first = history_of(twice.text).get(number=1)
        same = twice.activity_id == activity.pk and (first.body, first.values) == (words, versioned(made))
        sent_before(twice, by, same)
    return twice


def add_breach(
    activity: Activity,
    *,
    agency: Agency,
    standard: str,
    words: str,
    found_on: date,
    address_by: date,
    client_id: ClientId = None,
    by: User,
) -> Breach:
    """Record a breach of a safeguarding standard. It stays open until it is addressed, or resolved after enforcement."""
    made = {"agency_id": agency.pk, "standard": standard.strip(), "found_on": found_on, "address_by": address_by}
    if twice := _once(Breach, activity, made, words.strip(), client_id=client_id, by=by):
        return twice
    try:
        return _add_breach(activity, agency, made, words, client_id=client_id, by=by)
    except IntegrityError:
        if twice := _once(Breach, activity, made, words.strip(), client_id=client_id, by=by):
            return twice
        raise


@transaction.atomic
def _add_breach(
    activity: Activity, agency: Agency, made: dict[str, Any], words: str, *, client_id: ClientId, by: User
) -> Breach:
    activity = locked(activity)
    policies.can_record_breach.check(by, activity)
    check_remit(activity, agency)
    found = check_breach(activity, made, words)
    text = write(found, values=versioned(made), by=by)
    breach = Breach.objects.create(activity=activity, text=text, **made, recorded_by=by, client_id=client_id)
    record("breach.add", breach, stream=activity.stream, by=by, agency=agency.name)
    return breach


def check_breach(activity: Activity, made: dict[str, Any], words: str) -> str:
    """The words of a breach without blanks around them; raises Invalid for what is missing or cannot be."""
    said(made["standard"], _("Enter which standard is breached."), "standard")
    found = said(words, _("Enter what was found."), "words")
    not_to_come(made["found_on"], "found_on")
    if made["found_on"] < activity.starts_on:
        began = {"day": date_format(activity.starts_on, "j F Y")}
        raise Invalid(_("The activity began on %(day)s. Enter that day or a later one.") % began, field="found_on")
    if made["address_by"] < made["found_on"]:
        raise Invalid(_("It must be addressed by the day on which it was found, or later."), field="address_by")
    return found


@transaction.atomic
def follow_breach(breach: Breach, *, step: str, on: date, note: str, by: User) -> Breach:
    """Take a step: "address", "enforce" or "resolve". on: its day; note: how it was addressed or resolved, or what is enforced."""
    breach = locked_breach(breach)
    policies.can_follow_breach.check(by, breach, step)
    note = said(note, _("Enter what was done."), "note")
    not_to_come(on)
    since = breach.enforcement_on if step == "resolve" and breach.enforcement_on else breach.found_on
    if on < since:
        raise Invalid(_("Enter a day on or after %(day)s.") % {"day": date_format(since, "j F Y")}, field="on")
    breach.state = AFTER[step]
    setattr(breach, DAY[step], on)
    setattr(breach, SAYS[step], note)
    breach.save(update_fields=["state", DAY[step], SAYS[step]])
    record("breach.follow", breach, stream=breach.activity.stream, by=by, step=step, on=on, note=note)
    return breach


@transaction.atomic
def reopen_breach(breach: Breach, *, state: str, reason: str, by: User) -> Breach:
    """Undo the last step, which was taken by mistake. What it said goes with it: that and the reason stay in the trail.

    state: what the person saw; raises NotNow when somebody took another step meanwhile.
    """
    breach = locked_breach(breach)
    policies.can_follow_breach.check(by, breach, "reopen")
    _check_state(breach, state)
    reason = said(reason, _("Enter why the last step is undone."), "reason")
    undone = BreachState(breach.state)
    breach.state, day, says = BEFORE[undone]
    setattr(breach, day, None)
    setattr(breach, says, "")
    breach.save(update_fields=["state", day, says])
    record(
        "breach.reopen", breach, stream=breach.activity.stream, by=by, before=undone.value, after=breach.state, reason=reason
    )
    return breach


def _check_state(row: Breach | Recommendation, state: str) -> None:
    if row.state != state:
        now = {"state": row.get_state_display()}
        raise Changed(
            _("Somebody took another step meanwhile: it is recorded as “%(state)s” now. Look at it again before you undo that.")
            % now
        )


def addressee_of(agency: Agency) -> str:
    """As what an agency of this kind is asked."""
    return Addressee.COMMISSIONER if agency.kind.code in COMMISSIONERS else Addressee.PROVIDER


def add_recommendation(
    activity: Activity,
    *,
    agency: Agency,
    addressee: str = "",
    words: str,
    due_on: date | None = None,
    client_id: ClientId = None,
    by: User,
) -> Recommendation:
    """Recommend something to an agency. addressee: empty says commissioner for bodies that commission, else provider."""
    to = addressee or addressee_of(agency)
    made = {"agency_id": agency.pk, "addressee": str(to), "due_on": due_on}
    if twice := _once(Recommendation, activity, made, words.strip(), client_id=client_id, by=by):
        return twice
    try:
        return _add_recommendation(activity, agency, made, words, client_id=client_id, by=by)
    except IntegrityError:
        if twice := _once(Recommendation, activity, made, words.strip(), client_id=client_id, by=by):
            return twice
        raise


@transaction.atomic
def _add_recommendation(
    activity: Activity, agency: Agency, made: dict[str, Any], words: str, *, client_id: ClientId, by: User
) -> Recommendation:
    activity = locked(activity)
    policies.can_say_what_it_showed.check(by, activity)
    check_body(activity, agency)
    asked = check_recommendation(activity, made, words)
    text = write(asked, values=versioned(made), by=by)
    row = Recommendation.objects.create(activity=activity, text=text, **made, recorded_by=by, client_id=client_id)
    record("recommendation.add", row, stream=activity.stream, by=by, agency=agency.name)
    return row


def check_recommendation(activity: Activity, made: dict[str, Any], words: str) -> str:
    """The words of a recommendation without blanks around them; raises Invalid for what is missing or cannot be."""
    asked = said(words, _("Enter what is recommended."), "words")
    if made["due_on"] is not None and made["due_on"] < activity.ends_on:
        raise Invalid(_("Enter a day on or after the end of the activity."), field="due_on")
    return asked


@transaction.atomic
def close_recommendation(recommendation: Recommendation, *, met: bool, on: date, note: str, by: User) -> Recommendation:
    """Close it as met or not met, with what was seen."""
    row = locked_recommendation(recommendation)
    policies.can_close_recommendation.check(by, row)
    note = said(note, _("Enter what was seen."), "note")
    not_to_come(on)
    if on < row.activity.ends_on:
        raise Invalid(_("Enter a day on or after the end of the activity that recommended it."), field="on")
    row.state, row.closed_on = RecommendationState.MET if met else RecommendationState.NOT_MET, on
    row.note = note
    row.save(update_fields=["state", "closed_on", "note"])
    record("recommendation.close", row, stream=row.activity.stream, by=by, state=row.state, on=on, note=note)
    return row


@transaction.atomic
def reopen_recommendation(recommendation: Recommendation, *, state: str, reason: str, by: User) -> Recommendation:
    """Open it again. What was seen when it was closed goes: that and the reason stay in the trail. state: what the person saw."""
    row = locked_recommendation(recommendation)
    policies.can_reopen_recommendation.check(by, row)
    _check_state(row, state)
    reason = said(reason, _("Enter why it is opened again."), "reason")
    before = row.state
    row.state, row.closed_on, row.note = RecommendationState.OPEN, None, ""
    row.save(update_fields=["state", "closed_on", "note"])
    record("recommendation.reopen", row, stream=row.activity.stream, by=by, before=before, reason=reason)
    return row
