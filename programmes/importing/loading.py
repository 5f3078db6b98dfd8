"""The writer of checked lines: some hundred at a time, in the caller's transaction."""

from collections.abc import Sequence

from accounts.models import User
from agencies.models import Agency, LocalArea
from audit.queries import key_of
from programmes.commands.activities import decided_values, stood_beside
from programmes.importing.checking import Row
from programmes.models import Activity, Judgement, Programme, Subject
from writing.commands import rewrite, write_several

CHANGED = ("standing", "published_on", "cancelled_why", "kind_id", "starts_on", "ends_on", "reference", "focus", "focus_words", "outcome", "effect", "timing_reason", "timing_seen")  # fmt: skip


def load(programme: Programme, rows: Sequence[Row], *, by: User) -> None:
    """Add what is new, change what is not. Rows that change nothing are left alone."""
    _add(programme, [row for row in rows if row.existing is None], by)
    _change(programme, [row for row in rows if row.existing is not None and row.changes], by)
    changed = [row for row in rows if row.existing is not None and row.changes_judgements]
    Judgement.objects.filter(activity__in=[row.existing.pk for row in changed if row.existing]).delete()
    _judge([(row.existing, row) for row in changed if row.existing])


def _stood_beside(programme: Programme, rows: Sequence[Row], by: User) -> dict[int, list[str]]:
    """What each line that says why now is kept with, as where that is typed: the keys of what stands beside. By line.

    Asked once for each agency or local area.
    """
    deciding = [row for row in rows if row.changes_reason and row.about.timing_reason.strip()]
    keys = {row.subject for row in deciding}
    subjects: dict[int, Agency] | dict[int, LocalArea] = (
        LocalArea.objects.in_bulk(keys) if programme.subject == Subject.AREA else Agency.objects.in_bulk(keys)
    )
    found: dict[int, list[str]] = {}
    for row in deciding:
        if row.subject not in found:
            found[row.subject] = stood_beside(by, programme, subjects[row.subject], row.about)
    # Nothing stands beside itself.
    own = {row.line: key_of(row.existing) for row in deciding}
    return {row.line: [key for key in found[row.subject] if key != own[row.line]] for row in deciding}


def _add(programme: Programme, rows: Sequence[Row], by: User) -> None:
    whose = "local_area_id" if programme.subject == Subject.AREA else "agency_id"
    stood = _stood_beside(programme, rows, by)
    texts = write_several([(row.words, decided_values(row.about, stood.get(row.line, []))) for row in rows], by=by)
    made = Activity.objects.bulk_create(
        Activity(
            programme=programme,
            text=text,
            standing=row.standing,
            published_on=row.published_on,
            cancelled_why=row.cancelled_why,
            timing_seen=stood.get(row.line, []),
            recorded_by=by,
            **{whose: row.subject},
            **row.about.columns(),
        )
        for row, text in zip(rows, texts, strict=True)
    )
    _judge(list(zip(made, rows, strict=True)))


def _change(programme: Programme, rows: Sequence[Row], by: User) -> None:
    changed, stood = [], _stood_beside(programme, rows, by)
    for row in rows:
        activity = row.existing
        if activity is None:
            continue
        if row.changes_words:
            # The text is locked, so that its version is the one that the line was held against.
            values = decided_values(row.about, stood.get(row.line, []))
            rewrite(activity.text, row.words, base=activity.text.version, values=values, changed=True, by=by)
        if row.changes_reason:
            activity.timing_seen = stood.get(row.line, [])
        activity.standing, activity.published_on, activity.cancelled_why = row.standing, row.published_on, row.cancelled_why
        for name, value in row.about.columns().items():
            setattr(activity, name, value)
        changed.append(activity)
    Activity.objects.bulk_update(changed, [name.removesuffix("_id") for name in CHANGED])


def _judge(pairs: Sequence[tuple[Activity, Row]]) -> None:
    Judgement.objects.bulk_create(
        Judgement(activity=activity, area_id=area, value_id=value)
        for activity, row in pairs
        for area, value in row.judgements.items()
    )
