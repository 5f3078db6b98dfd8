"""Recording an activity and changing it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, LocalArea
from audit.trail import record
from jtai.errors import Invalid
from programmes import policies
from programmes.commands.keeping import About, ClientId, check, check_reference, locked, one_reference, save, sent_before
from programmes.models import Activity, ActivityKind, Programme, Standing, Subject
from programmes.queries import beside
from writing.commands import Saved, write
from writing.queries import history_of

SEEN = "timing_seen"


def record_activity(
    programme: Programme,
    *,
    kind: ActivityKind,
    agency: Agency | None = None,
    local_area: LocalArea | None = None,
    starts_on: date,
    ends_on: date,
    standing: str = Standing.PLANNED,
    reference: str = "",
    focus: str = "",
    focus_words: str = "",
    outcome: str = "",
    effect: str = "",
    words: str = "",
    timing_reason: str = "",
    client_id: ClientId = None,
    alone: bool = False,
    by: User,
) -> Activity:
    """Record what is planned, or what has taken place. words: what it showed, which comes with its effect.

    alone: raises Invalid where one of the same kind begins there on the same day, as an import does. client_id: drawn where it was written; the same one again returns what was recorded the first time, and raises Invalid
    when something else is sent under it.
    """
    about = About(kind, starts_on, ends_on, reference, focus, focus_words, outcome, effect, timing_reason)
    subject = _subject(programme, agency, local_area)
    try:
        return _record(programme, about, words, subject, standing=standing, client_id=client_id, alone=alone, by=by)
    except IntegrityError as error:
        twice = Activity.objects.select_related("text").filter(client_id=client_id).first() if client_id else None
        if twice is None:
            check_reference(error)
            raise
        whose = {"programme_id": programme.pk, "agency_id" if subject is agency else "local_area_id": subject.pk}
        _check_same(twice, whose, about, words, standing, by=by)
        return twice


def _subject(programme: Programme, agency: Agency | None, local_area: LocalArea | None) -> Agency | LocalArea:
    subject = local_area if programme.subject == Subject.AREA else agency
    if subject is None or (agency is not None and local_area is not None):
        if programme.subject == Subject.AREA:
            raise Invalid(_("Activities of this programme are of a local area. Select one."), field="local_area")
        raise Invalid(_("Activities of this programme are of an agency. Select one."), field="agency")
    return subject


@transaction.atomic
def _record(
    programme: Programme,
    about: About,
    words: str,
    subject: Agency | LocalArea,
    *,
    standing: str,
    client_id: ClientId,
    alone: bool,
    by: User,
) -> Activity:
    policies.can_record.check(by, programme)
    if standing not in {Standing.PLANNED, Standing.DONE}:
        raise Invalid(_("Select whether it is planned or has taken place."), field="standing")
    if isinstance(subject, Agency) and not programme.kinds.filter(pk=subject.kind_id).exists():
        raise Invalid(_("This programme does not look at %(agency)s. Select another agency.") % {"agency": subject}, "agency")
    if client_id is None or not Activity.objects.filter(client_id=client_id).exists():
        check(programme, about, words, standing)  # else the key alone decides, and says what was sent before
        if alone:
            _check_alone(about, subject)
    seen = stood_beside(by, programme, subject, about)
    activity = Activity.objects.create(
        programme=programme,
        agency=subject if isinstance(subject, Agency) else None,
        local_area=subject if isinstance(subject, LocalArea) else None,
        standing=standing,
        text=write(words, values=decided_values(about, seen), by=by),
        timing_seen=seen,
        recorded_by=by,
        client_id=client_id,
        **about.columns(),
    )
    record("activity.record", activity, stream=activity.stream, by=by, kind=about.kind.name, standing=standing)
    return activity


def _check_alone(about: About, subject: Agency | LocalArea) -> None:
    """The same visit recorded twice counts twice, so nothing else of this kind begins there on that day."""
    whose = {"agency" if isinstance(subject, Agency) else "local_area": subject}
    rows = Activity.objects.filter(kind=about.kind, starts_on=about.starts_on, **whose).exclude(standing=Standing.CANCELLED)
    if rows.exists():
        raise Invalid(
            _(
                "“%(kind)s” of %(subject)s with this first day is recorded already. Look for it in the list of activities and "
                "change that one, or enter another first day."
            )
            % {"kind": about.kind, "subject": subject},
            field="starts_on",
        )


def stood_beside(by: User, programme: Programme, subject: Agency | LocalArea, about: About, *, apart: int = 0) -> list[str]:
    """The keys of what stands beside the decision; nothing where none is made. apart: the activity that it is about."""
    if not about.timing_reason.strip():
        return []
    return [row.key for _heading, rows in beside(by, programme, subject, apart=apart) for row in rows if row.key]


def decided_values(about: About, seen: list[str]) -> dict[str, Any]:
    """What a version keeps beside the words: with each decision what stood beside that."""
    return {**about.values(), SEEN: seen} if seen else about.values()


def _check_same(twice: Activity, whose: dict[str, int], about: About, words: str, standing: str, *, by: User) -> None:
    first = history_of(twice.text).get(number=1)
    same = (
        all(getattr(twice, name) == key for name, key in whose.items())
        and (first.body, {name: value for name, value in first.values.items() if name != SEEN}) == (words, about.values())
        and (standing == Standing.PLANNED or twice.standing in policies.SHOWN)
    )
    sent_before(twice, by, same)


@transaction.atomic
def edit_activity(
    activity: Activity,
    *,
    base: int,
    kind: ActivityKind,
    starts_on: date,
    ends_on: date,
    reference: str = "",
    focus: str = "",
    focus_words: str = "",
    outcome: str = "",
    effect: str = "",
    words: str = "",
    timing_reason: str = "",
    by: User,
) -> Saved:
    """Save what started from version `base`. A stale save is kept beside with all its fields, never lost."""
    activity = locked(activity)
    policies.can_edit_activity.check(by, activity)
    about = About(kind, starts_on, ends_on, reference, focus, focus_words, outcome, effect, timing_reason)
    check(activity.programme, about, words, activity.standing, pk=activity.pk)
    _check_what_stands(activity, about)
    subject = activity.agency or activity.local_area
    decided = about.timing_reason.strip() != activity.timing_reason and subject is not None
    seen = stood_beside(by, activity.programme, subject, about, apart=activity.pk) if decided and subject is not None else []
    with one_reference():
        saved = save(activity, about, words, base=base, by=by, more={SEEN: seen} if seen else {})
    if saved.kept is None and decided:
        activity.timing_seen = seen
        activity.save(update_fields=["timing_seen"])
    record("activity.edit", activity, stream=activity.stream, by=by, kept_beside=saved.kept is not None)
    return saved


def _check_what_stands(activity: Activity, about: About) -> None:
    """Judgements and the day of publication stand on the dates and the kind."""
    if activity.published_on is not None and about.ends_on > activity.published_on:
        raise Invalid(_("It was published before this day. Enter a last day on or before that of publication."), "ends_on")
    judged = activity.judgements.select_related("area")
    for judgement in judged:
        area = judgement.area
        if about.ends_on < area.valid_from or (area.valid_to is not None and about.ends_on > area.valid_to):
            raise Invalid(
                _("“%(area)s” is judged here and was not judged on that day. Take that judgement out first.") % {"area": area},
                "ends_on",
            )
    if judged and not about.kind.judges:
        raise Invalid(_("“%(kind)s” ends without judgements. Take the judgements out first.") % {"kind": about.kind}, "kind")


def rows_of(values: dict[str, Any]) -> dict[str, Any]:
    """The fields that a version came with, as `edit_activity` takes them."""
    fields = {name: value for name, value in values.items() if name not in {"kind_id", SEEN}}
    days = {name: date.fromisoformat(fields[name]) for name in ("starts_on", "ends_on")}
    return {**fields, **days, "kind": ActivityKind.objects.get(pk=values["kind_id"])}
