"""What the routine programmes recorded: when its time is over, and how it goes. Nothing goes that is still followed up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from audit.models import Event
from audit.queries import key_of
from files.commands import forget
from files.models import StoredFile
from jobs.models import Job, State
from programmes.models import (
    Activity,
    Breach,
    CheckItem,
    CheckLook,
    ImportRun,
    Recommendation,
    RecommendationState,
    Standing,
)
from programmes.queries import IMPORT, OPEN_BREACH
from retention.models import Removal
from retention.queries import end_of
from retention.removing import Digest, erase_words
from retention.table import Policy
from writing.models import Revision, Text

ACTIVITY = "programmes.activity:"


def activities_due(policy: Policy, today: date) -> QuerySet[Activity]:
    """Over for so long, with everything that follows from them, and not emptied yet."""
    before = policy.before(today)
    done = Removal.objects.filter(policy=policy.code).values_list("key", flat=True)
    keys = [int(key.removeprefix(ACTIVITY)) for key in done if key.startswith(ACTIVITY)]
    rows = Activity.objects.exclude(pk__in=keys).order_by("pk")
    if policy.after == "cancelled":
        # Somebody may have cancelled it, taken that back and cancelled it again: the last time counts.
        times = Event.objects.filter(verb="activity.cancel").values("target").annotate(last=Max("at")).order_by()
        over = times.filter(last__lte=end_of(before)).values_list("target", flat=True)
        rows = rows.filter(standing=Standing.CANCELLED, pk__in=[int(key.rpartition(":")[2]) for key in over])
    elif policy.after == "published":
        rows = rows.filter(standing=Standing.PUBLISHED, published_on__lte=before)
    else:
        rows = rows.filter(standing=Standing.DONE, ends_on__lte=before)
    for following in _followed_after(before):
        rows = rows.exclude(pk__in=following.order_by().values("activity"))
    return rows


def _followed_after(before: date) -> tuple[QuerySet[Any], ...]:
    """What is open, or was closed or looked at after that day."""
    withdrawn = Q(withdrawn_on__gt=before)
    late = Q(addressed_on__gt=before) | Q(resolved_on__gt=before) | withdrawn
    breaches = Breach.objects.filter(Q(state__in=OPEN_BREACH) | late)
    recommendations = Recommendation.objects.filter(Q(state=RecommendationState.OPEN) | Q(closed_on__gt=before) | withdrawn)
    return breaches, recommendations, CheckLook.objects.filter(seen_on__gt=before)


def empty_activity(activity: Activity, digest: Digest, policy: str) -> None:
    """Takes its words with the older ones, its report, and the words of what followed. What, when and how judged stays."""
    text = Text.objects.get(pk=activity.text_id)
    said = (text.body, activity.outcome, activity.focus_words, activity.timing_reason, activity.cancelled_why)
    digest.add(activity, "\n".join(said))
    _empty_texts([text.pk])
    targets = [key_of(activity), *_empty_followed(activity, digest)]
    report = activity.report
    if report is not None:
        digest.add(report, f"{activity.report_name} {report.sha256}")
    _take_words(activity)
    erase_words(activity.stream, policy, digest, targets=targets)
    if report is not None:
        forget(report)


def _empty_texts(keys: Iterable[int]) -> None:
    """Words, older words and what was kept beside them: that has no words to be settled with any more."""
    keys = list(keys)
    Revision.objects.filter(text__in=keys, kept_beside=True).delete()
    Revision.objects.filter(text__in=keys).update(body="", values={})
    Text.objects.filter(pk__in=keys).exclude(body="").update(body=removed())


def _take_words(activity: Activity) -> None:
    activity.outcome = activity.focus_words = activity.timing_reason = ""
    activity.timing_seen = []
    activity.cancelled_why = removed() if activity.cancelled_why else ""
    activity.report, activity.report_name, activity.report_scan = None, "", ""
    activity.save(
        update_fields=[
            "outcome", "focus_words", "timing_reason", "timing_seen", "cancelled_why", "report", "report_name", "report_scan",
        ]
    )  # fmt: skip


def _empty_followed(activity: Activity, digest: Digest) -> list[str]:
    """The keys of its breaches, its recommendations, and what was looked at in it."""
    keys = []
    breaches = activity.breaches.select_related("text").order_by("pk")
    recommendations = activity.recommendations.select_related("text").order_by("pk")
    followed: list[Breach | Recommendation] = [*breaches, *recommendations]
    for row in followed:
        said = [row.text.body, row.note, getattr(row, "resolution", ""), row.withdrawn_why]
        digest.add(row, "\n".join(said).rstrip("\n"))
        keys.append(key_of(row))
    for look in activity.looks.order_by("pk"):
        digest.add(look, look.seen)
        keys.append(key_of(look))
    _empty_texts(row.text_id for row in followed)
    activity.breaches.update(note="", resolution="", withdrawn_why="")
    activity.recommendations.update(note="", withdrawn_why="")
    return keys + _empty_looks(activity, digest)


def _empty_looks(activity: Activity, digest: Digest) -> list[str]:
    """What was seen in it. What was to be looked at goes with the last look at it: the keys of that."""
    looked = list(activity.looks.order_by().values_list("item", flat=True).distinct())
    activity.looks.update(seen="")
    said = CheckLook.objects.exclude(seen="").order_by().values("item")
    gone = list(CheckItem.objects.filter(pk__in=looked).exclude(pk__in=said).order_by("pk"))
    for item in gone:
        digest.add(item, item.words)
    CheckItem.objects.filter(pk__in=[item.pk for item in gone]).update(words=removed())
    return [key_of(item) for item in gone]


def removed() -> str:
    """What stands where words were."""
    return _("Removed under the retention policy.")


def imports_due(policy: Policy, today: date) -> QuerySet[ImportRun]:
    """Read through so long ago, or sent in so long ago and never to be read: the job has failed."""
    end = end_of(policy.before(today))
    failed = Job.objects.filter(kind=IMPORT, state=State.FAILED, created_at__lte=end).values_list("target", flat=True)
    given_up = Q(finished_at=None, asked_at__lte=end, pk__in=[int(key.rpartition(":")[2]) for key in failed])
    return ImportRun.objects.filter(Q(finished_at__lte=end) | given_up).order_by("pk")


def remove_import(run: ImportRun, digest: Digest, policy: str) -> None:
    """The table, what was wrong with its rows, and the words of the trail about it. The row is gone after."""
    file = StoredFile.objects.get(pk=run.file_id)
    digest.add(run, f"{run.name} {file.sha256}")
    erase_words(run.stream, policy, digest, targets=[key_of(run)])
    ImportRun.objects.filter(pk=run.pk).delete()
    forget(file)
