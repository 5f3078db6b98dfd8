"""Puts on hold, releases, and removes what is due. The only writer of these rows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import membership_of
from audit import trail
from audit.models import Read
from audit.queries import key_of
from inspections.models import Inspection
from intelligence.models import Item, Letter
from jobs.models import Job
from jtai.errors import Invalid, NotNow
from programmes.models import Activity, ImportRun
from retention import activities, holding, items, leave, letters, policies, queries, removing
from retention.models import Hold, Removal, Run
from retention.table import Policy
from retention.table import policies as table
from scheduling.models import Absence

STREAM = "retention"
YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Other:
    """A kind that stands in rows of one table.

    due: those whose time is over. held_with: keys of it and of what it has copies of. remove: takes the words of a locked row, or
    the row itself. Its model has a `stream`, the chain of its events.
    """

    model: Any
    due: Callable[[Policy, date], QuerySet[Any]]
    held_with: Callable[[Any], list[str]]
    remove: Callable[[Any, removing.Digest, str], None]


def _itself(row: Any) -> list[str]:
    return [key_of(row)]


_others: dict[str, Other] = {
    "items": Other(Item, items.items_due, _itself, items.remove_item),
    "letters": Other(Letter, letters.letters_due, _itself, letters.remove_letter),
    "activities": Other(Activity, activities.activities_due, _itself, activities.empty_activity),
    "leave": Other(Absence, leave.leave_due, leave.held_with, leave.remove_leave),
    "imports": Other(ImportRun, activities.imports_due, _itself, activities.remove_import),
}


def register(kind: str, other: Other) -> None:
    """Have the daily run remove a kind of another room. Called in its AppConfig.ready(); the last word of it counts."""
    _others[kind] = other


@transaction.atomic
def put_on_hold(key: str, *, reason: str, by: User) -> Hold:
    """From now on nothing of this is removed. key: of queries.HELD, as "inspections.inspection:7" or "accounts.user:12".

    The hold is that of the person's inspectorate, which lifts no other's. An officer of an inspectorate holds what is its own:
    for the rest the answer is the same as for what is not there.
    """
    policies.can_hold.check(by)
    kind, _colon, number = key.partition(":")
    if kind not in queries.HELD or not number.isdigit() or not queries.holdable(kind, by).filter(pk=number).exists():
        raise Invalid(_("There is nothing called “%(key)s” that can be put on hold.") % {"key": key}, "key")
    if not reason.strip():
        raise Invalid(_("Enter why this is put on hold."), "reason")
    membership = membership_of(by)
    inspectorate = None if membership is None else membership.inspectorate
    if Hold.objects.filter(key=key, inspectorate=inspectorate, released_at=None).exists():
        raise NotNow(_("This is on hold already."))
    made = Hold.objects.create(key=key, reason=reason.strip(), by=by, inspectorate=inspectorate)
    trail.record("retention.hold", made, stream=STREAM, by=by, key=key, reason=made.reason)
    return made


@transaction.atomic
def release(hold: Hold, *, by: User) -> Hold:
    """What is due of it goes with the next run. Releasing twice is the same as once."""
    policies.can_release.check(by, hold)
    hold = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
    if hold.released_at is None:
        hold.released_at, hold.released_by = timezone.now(), by
        hold.save(update_fields=["released_at", "released_by"])
        trail.record("retention.release", hold, stream=STREAM, by=by, key=hold.key)
    return hold


@dataclass
class Tally:
    """What a run did, by policy: things removed, and things that were due but on hold."""

    removed: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)


def retain(today: date | None = None) -> Run:
    """Remove what is due today. Each thing goes in a transaction of its own, so that one fault keeps nothing else."""
    rows, digest = table()
    run = Run.objects.create(table_digest=digest)
    tally = _each(rows, today or timezone.localdate(), run)
    run.removed, run.held = dict(tally.removed), dict(tally.held)
    with transaction.atomic():
        run.save(update_fields=["removed", "held"])
        if tally.removed:
            trail.record("retention.run", run, stream=STREAM, by=None, removed=run.removed, table=digest)
    return run


@transaction.atomic
def rehearse(today: date | None = None) -> Tally:
    """What `retain` would do, in numbers; nothing of it stays."""
    rows, digest = table()
    tally = _each(rows, today or timezone.localdate(), Run.objects.create(table_digest=digest))
    transaction.set_rollback(True)
    return tally


def _each(rows: list[Policy], today: date, run: Run) -> Tally:
    tally = Tally()
    for policy in rows:
        if policy.kind in removing.OF_INSPECTION:
            for inspection in queries.inspections_due(policy, today):
                _inspection(policy, inspection, run, tally)
        elif policy.kind == "account":
            for person in queries.accounts_due(policy, today):
                _account(policy, person, run, tally)
        elif policy.kind == "emails":
            _emails(policy, today, tally)
        elif policy.kind == "reads":
            _reads(policy, today, tally)
        else:
            due = _others[policy.kind].due(policy, today)
            for key in list(due.values_list("pk", flat=True)):
                _other(_others[policy.kind], policy, due.filter(pk=key), run, tally)
    return tally


def _is_held(policy: Policy, tally: Tally, *keys: str) -> bool:
    held = Hold.objects.filter(key__in=keys, released_at=None).exists()
    tally.held[policy.code] += held
    return held


def _note(policy: Policy, key: str, digest: removing.Digest, run: Run, tally: Tally) -> None:
    Removal.objects.create(policy=policy.code, basis=policy.basis, key=key, number=digest.number, digest=digest.hex, run=run)
    tally.removed[policy.code] += digest.number


def _holds_stand_still() -> None:
    """Until the end of this transaction. A hold that is being made is waited for and seen; a later one waits for us."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE retention_hold IN SHARE MODE")


@transaction.atomic
def _inspection(policy: Policy, found: Inspection, run: Run, tally: Tally) -> None:
    _holds_stand_still()
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=found.pk)
    if _is_held(policy, tally, key_of(inspection)):
        return
    digest = removing.Digest()
    removing.OF_INSPECTION[policy.kind](inspection, digest, policy.code)
    _note(policy, key_of(inspection), digest, run, tally)
    trail.record(
        "retention.remove",
        inspection,
        stream=inspection.stream,
        by=None,
        policy=policy.code,
        number=digest.number,
        digest=digest.hex,
    )


@transaction.atomic
def _account(policy: Policy, found: User, run: Run, tally: Tally) -> None:
    _holds_stand_still()
    person = User.objects.select_for_update(no_key=True).get(pk=found.pk)
    if _is_held(policy, tally, key_of(person)):
        return
    digest = removing.Digest()
    removing.anonymise(person, policy.code, digest)
    _note(policy, key_of(person), digest, run, tally)
    trail.record("retention.remove", person, stream=f"person:{person.pk}", by=None, policy=policy.code, number=digest.number)


@transaction.atomic
def _other(other: Other, policy: Policy, found: QuerySet[Any], run: Run, tally: Tally) -> None:
    _holds_stand_still()
    row = other.model.objects.select_for_update(no_key=True).filter(pk__in=list(found.values_list("pk", flat=True))).first()
    # Asked again under the lock: meanwhile somebody may have gone on with it.
    if row is None or not found.exists():
        return
    if _is_held(policy, tally, *other.held_with(row)):
        return
    digest = removing.Digest()
    other.remove(row, digest, policy.code)
    _note(policy, key_of(row), digest, run, tally)
    trail.record(
        "retention.remove", row, stream=row.stream, by=None, policy=policy.code, number=digest.number, digest=digest.hex
    )


@transaction.atomic
def _emails(policy: Policy, today: date, tally: Tally) -> None:
    _holds_stand_still()
    held = [int(key.partition(":")[2]) for key in queries.on_hold() if key.startswith("jobs.email:")]
    due = queries.emails_due(policy, today)
    tally.held[policy.code] += due.filter(pk__in=held).count()
    keys = [key_of(row) for row in due.exclude(pk__in=held).only("pk")]
    Job.objects.filter(target__in=keys).delete()
    tally.removed[policy.code] += due.exclude(pk__in=held).delete()[0]


@transaction.atomic
def _reads(policy: Policy, today: date, tally: Tally) -> None:
    """Whole months, and none while what is on hold has reads in them."""
    before = queries.end_of(policy.before(today)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if before > timezone.now() - YEAR:
        return
    _holds_stand_still()
    due = Read.objects.filter(quarter__lt=before)
    held = queries.on_hold()
    streams = holding.read_under(held)
    people = [key for key in held if key.startswith("accounts.")]
    if due.filter(stream__in=streams).exists() or due.filter(actor__in=people).exists():
        tally.held[policy.code] += 1
        return
    tally.removed[policy.code] += trail.forget_reads(before, by=None, policy=policy.code)
