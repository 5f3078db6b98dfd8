"""Breaches and recommendations, followed until they are closed."""

from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from audit.trail import record
from jtai.errors import Invalid
from programmes import policies
from programmes.commands.keeping import ClientId, locked, not_to_come, said, sent_before
from programmes.models import Activity, Addressee, Breach, BreachState, Recommendation, RecommendationState
from programmes.queries import bodies_of

COMMISSIONERS = frozenset({"icb", "ccg"})
AFTER = {"address": BreachState.ADDRESSED, "enforce": BreachState.ENFORCEMENT, "resolve": BreachState.RESOLVED}
DAY = {"address": "addressed_on", "enforce": "enforcement_on", "resolve": "resolved_on"}
# What stands before a state, for undoing the step that led to it.
BEFORE = {
    BreachState.ADDRESSED: (BreachState.OPEN, "addressed_on"),
    BreachState.ENFORCEMENT: (BreachState.OPEN, "enforcement_on"),
    BreachState.RESOLVED: (BreachState.ENFORCEMENT, "resolved_on"),
}

Row = TypeVar("Row", Breach, Recommendation)


def _check_body(activity: Activity, agency: Agency) -> None:
    if not bodies_of(activity, [agency.pk]).exists():
        raise Invalid(_("Select the agency of this activity, or one that works with it."), field="agency")


def _once(model: type[Row], made: dict[str, Any], client_id: ClientId, by: User) -> Row | None:
    """What was recorded under this key before, or None; raises Invalid when that was something else."""
    twice = model._default_manager.filter(client_id=client_id).first() if client_id else None  # noqa: SLF001 -- documented model API
    if twice is not None:
        sent_before(twice, by, all(getattr(twice, name) == value for name, value in made.items()))
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
    made = {
        "activity_id": activity.pk, "agency_id": agency.pk, "standard": standard.strip(), "words": words.strip(),
        "found_on": found_on, "address_by": address_by,
    }  # fmt: skip
    if twice := _once(Breach, made, client_id, by):
        return twice
    try:
        return _add_breach(activity, agency, made, client_id, by)
    except IntegrityError:
        if twice := _once(Breach, made, client_id, by):
            return twice
        raise


@transaction.atomic
def _add_breach(activity: Activity, agency: Agency, made: dict[str, Any], client_id: ClientId, by: User) -> Breach:
    activity = locked(activity)
    policies.can_say_what_it_showed.check(by, activity)
    _check_body(activity, agency)
    said(made["standard"], _("Enter which standard is breached."), "standard")
    said(made["words"], _("Enter what was found."), "words")
    not_to_come(made["found_on"], "found_on")
    if made["address_by"] < made["found_on"]:
        raise Invalid(_("It must be addressed by the day on which it was found, or later."), field="address_by")
    breach = Breach.objects.create(**made, recorded_by=by, client_id=client_id)
    record("breach.add", breach, stream=activity.stream, by=by, agency=agency.name)
    return breach


def _locked_breach(breach: Breach) -> Breach:
    rows = Breach.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("activity__programme__inspectorate", "agency").get(pk=breach.pk)


@transaction.atomic
def follow_breach(breach: Breach, *, step: str, on: date, note: str, by: User) -> Breach:
    """Take a step: "address", "enforce" or "resolve". on: its day; note: how it was addressed, or what is enforced."""
    breach = _locked_breach(breach)
    policies.can_follow_breach.check(by, breach, step)
    note = said(note, _("Enter what was done."), "note")
    not_to_come(on)
    since = breach.enforcement_on if step == "resolve" and breach.enforcement_on else breach.found_on
    if on < since:
        raise Invalid(_("Enter a day on or after %(day)s.") % {"day": date_format(since, "j F Y")}, field="on")
    breach.state = AFTER[step]
    setattr(breach, DAY[step], on)
    breach.note = f"{breach.note}\n\n{note}".strip()
    breach.save(update_fields=["state", DAY[step], "note"])
    record("breach.follow", breach, stream=breach.activity.stream, by=by, step=step, on=on, note=note)
    return breach


@transaction.atomic
def reopen_breach(breach: Breach, *, reason: str, by: User) -> Breach:
    """Undo the last step, which was taken by mistake. The reason is kept with the other notes."""
    breach = _locked_breach(breach)
    policies.can_follow_breach.check(by, breach, "reopen")
    reason = said(reason, _("Enter why the last step is undone."), "reason")
    state, day = BEFORE[BreachState(breach.state)]
    breach.state = state
    setattr(breach, day, None)
    breach.note = f"{breach.note}\n\n{reason}".strip()
    breach.save(update_fields=["state", day, "note"])
    record("breach.reopen", breach, stream=breach.activity.stream, by=by, reason=reason)
    return breach


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
    to = addressee or (Addressee.COMMISSIONER if agency.kind.code in COMMISSIONERS else Addressee.PROVIDER)
    made = {
        "activity_id": activity.pk, "agency_id": agency.pk, "addressee": str(to), "words": words.strip(), "due_on": due_on,
    }  # fmt: skip
    if twice := _once(Recommendation, made, client_id, by):
        return twice
    try:
        return _add_recommendation(activity, agency, made, client_id, by)
    except IntegrityError:
        if twice := _once(Recommendation, made, client_id, by):
            return twice
        raise


@transaction.atomic
def _add_recommendation(
    activity: Activity, agency: Agency, made: dict[str, Any], client_id: ClientId, by: User
) -> Recommendation:
    activity = locked(activity)
    policies.can_say_what_it_showed.check(by, activity)
    _check_body(activity, agency)
    said(made["words"], _("Enter what is recommended."), "words")
    if made["due_on"] is not None and made["due_on"] < activity.ends_on:
        raise Invalid(_("Enter a day on or after the end of the activity."), field="due_on")
    row = Recommendation.objects.create(**made, recorded_by=by, client_id=client_id)
    record("recommendation.add", row, stream=activity.stream, by=by, agency=agency.name)
    return row


def _locked_recommendation(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("activity__programme__inspectorate", "agency").get(pk=recommendation.pk)


@transaction.atomic
def close_recommendation(recommendation: Recommendation, *, met: bool, on: date, note: str, by: User) -> Recommendation:
    """Close it as met or not met, with what was seen."""
    row = _locked_recommendation(recommendation)
    policies.can_close_recommendation.check(by, row)
    note = said(note, _("Enter what was seen."), "note")
    not_to_come(on)
    if on < row.activity.ends_on:
        raise Invalid(_("Enter a day on or after the end of the activity that recommended it."), field="on")
    row.state, row.closed_on = RecommendationState.MET if met else RecommendationState.NOT_MET, on
    row.note = f"{row.note}\n\n{note}".strip()
    row.save(update_fields=["state", "closed_on", "note"])
    record("recommendation.close", row, stream=row.activity.stream, by=by, state=row.state, on=on, note=note)
    return row


@transaction.atomic
def reopen_recommendation(recommendation: Recommendation, *, reason: str, by: User) -> Recommendation:
    """Open it again, with the reason; what was seen stays."""
    row = _locked_recommendation(recommendation)
    policies.can_reopen_recommendation.check(by, row)
    reason = said(reason, _("Enter why it is opened again."), "reason")
    row.state, row.closed_on, row.note = RecommendationState.OPEN, None, f"{row.note}\n\n{reason}".strip()
    row.save(update_fields=["state", "closed_on", "note"])
    record("recommendation.reopen", row, stream=row.activity.stream, by=by, reason=reason)
    return row
