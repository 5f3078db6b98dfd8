"""What the rooms above hand down: things to look at next time, and JTAIs that stand for an activity."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea
from audit.trail import record
from jtai.errors import Invalid
from programmes import policies
from programmes.commands.keeping import ClientId, locked, said, sent_before
from programmes.models import Activity, ActivityKind, CheckItem, CheckLook, JtaiCredit, Programme, Subject
from programmes.queries import where_looked


@transaction.atomic
def add_check_item(
    *, source: str, programme: Programme, local_area: LocalArea, agency: Agency | None = None, words: str, by: User
) -> CheckItem:
    """Something to look at when the programme next comes there. source: the key of what it comes from.

    The same source again brings new words, unless it was looked at already. The caller has asked its own policy.
    """
    item, made = CheckItem.objects.select_for_update().get_or_create(
        programme=programme,
        source=source,
        agency=agency,
        defaults={"local_area": local_area, "words": said(words, _("Enter what is to be looked at."), "words")},
    )
    if not made and (item.words == words.strip() or item.looks.exists()):
        return item
    if not made:
        item.words = words.strip()
        item.save(update_fields=["words"])
    record("check_item.add", item, stream=f"programme:{programme.pk}", by=by, source=source)
    return item


@transaction.atomic
def add_check_items(
    *, source: str, local_area: LocalArea, inspectorates: Iterable[Inspectorate], words: str, by: User
) -> list[CheckItem]:
    """The same at every programme with rules of these inspectorates that looks at somebody of the area: whichever comes next sees it."""
    rows = Programme.objects.filter(inspectorate__in=list(inspectorates), rules__isnull=False).distinct()
    there = [row for row in rows.order_by("position") if _is_there(row, local_area)]
    return [add_check_item(source=source, programme=row, local_area=local_area, words=words, by=by) for row in there]


def _is_there(programme: Programme, local_area: LocalArea) -> bool:
    """Whether the programme looks at the area, or at an agency that serves it."""
    if programme.subject == Subject.AREA:
        return True
    return Agency.objects.filter(partnerships__local_area=local_area, kind__in=programme.kinds.all()).exists()


def look_at_check_item(
    item: CheckItem, *, activity: Activity, seen: str, seen_on: date, client_id: ClientId = None, by: User
) -> CheckLook:
    """Record what was seen of it, in which activity and when. It is kept beside every look before it."""
    made = {"item_id": item.pk, "activity_id": activity.pk, "seen": seen.strip(), "seen_on": seen_on}
    if twice := _looked(made, client_id=client_id, by=by):
        return twice
    try:
        return _look(item, activity, made, client_id=client_id, by=by)
    except IntegrityError:
        if twice := _looked(made, client_id=client_id, by=by):
            return twice
        raise


def _looked(made: dict[str, Any], *, client_id: ClientId, by: User) -> CheckLook | None:
    """The look that was recorded under this key before, or None; raises Invalid when that was something else."""
    twice = CheckLook.objects.filter(client_id=client_id).first() if client_id else None
    if twice is not None:
        sent_before(twice, by, all(getattr(twice, name) == value for name, value in made.items()))
    return twice


@transaction.atomic
def _look(item: CheckItem, activity: Activity, made: dict[str, Any], *, client_id: ClientId, by: User) -> CheckLook:
    item = CheckItem.objects.select_for_update(of=("self",)).select_related("programme__inspectorate").get(pk=item.pk)
    policies.can_look_at_check_item.check(by, item)
    activity = locked(activity)
    if not where_looked(by, item).filter(pk=activity.pk).exists():
        raise Invalid(_("Select an activity of this programme that took place there."), field="activity")
    seen = said(made["seen"], _("Enter what was seen."), "seen")
    if not activity.starts_on <= made["seen_on"] <= timezone.localdate():
        raise Invalid(_("Enter a day from the beginning of that activity to today."), field="seen_on")
    look = CheckLook.objects.create(**made, client_id=client_id, recorded_by=by)
    record("check_item.look", look, stream=f"programme:{item.programme_id}", by=by, seen_on=look.seen_on, seen=seen)
    return look


@transaction.atomic
def credit_jtai(*, source: str, local_area: LocalArea, on: date, by: User) -> list[JtaiCredit]:
    """Let a JTAI stand for one activity of each kind that says so, unless it does already. source: the inspection's key.

    Only where the programme looks at somebody of the area. The caller has asked its own policy.
    """
    standing = JtaiCredit.objects.filter(source=source, taken_back_at=None)
    kinds = ActivityKind.objects.filter(counts_jtai=True).exclude(pk__in=standing.values("kind")).select_related("programme")
    made = []
    for kind in kinds:
        if not _is_there(kind.programme, local_area):
            continue
        credit = JtaiCredit.objects.create(kind=kind, local_area=local_area, on=on, source=source)
        record("programme.credit_jtai", credit, stream=f"programme:{kind.programme_id}", by=by, source=source)
        made.append(credit)
    return made


@transaction.atomic
def take_back_jtai(*, source: str, by: User) -> int:
    """The JTAI was cancelled, and stands for nothing; returns for how many it stood."""
    rows = list(
        JtaiCredit.objects.select_for_update(of=("self",)).filter(source=source, taken_back_at=None).select_related("kind")
    )
    for credit in rows:
        credit.taken_back_at = timezone.now()
        credit.save(update_fields=["taken_back_at"])
        record("programme.take_back_jtai", credit, stream=f"programme:{credit.kind.programme_id}", by=by, source=source)
    return len(rows)
