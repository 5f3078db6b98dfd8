"""Fills the measured database: the same rows and grants as the real commands leave, written in bulk."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction

from agencies.models import Inspectorate, LocalArea
from agencies.queries import holidays
from inspections import access, calendar
from inspections.models import (
    Activity,
    Child,
    ChildKind,
    Criterion,
    DeepDiveTopic,
    EvidenceNote,
    Finding,
    FrameworkVersion,
    Inspection,
    InspectionGroupPermission,
    Milestone,
    RequestItem,
)
from inspections.queries import offset_rules
from inspections.workflow import ANSWER, LEAD, SCHEDULE, VIEW, Status
from tests.bench.people import Everybody, make_people, staff
from tests.bench.sizes import Sizes
from writing.models import Revision, Text

FIRST_YEAR, FIRST_WEEK = 2016, date(2016, 5, 9)
NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
CHILDREN, REQUEST_ITEMS = 6, 12
BATCH = 5_000
# Most inspections are over; the measured one, the first, is in fieldwork.
STATUSES = [Status.FIELDWORK, *[Status.CLOSED] * 12, Status.MODERATION, Status.DRAFTING, Status.SET_UP, Status.PUBLISHED]
SENTENCES = (
    "The worker saw the child alone and wrote down what she said.",
    "Information reached the other agencies within a day.",
    "The plan named who would do what by when, and managers looked at it twice.",
    "A record of the meeting with the school could not be found.",
    "The health visitor had not been told of the earlier referral.",
)


def body_of(number: int) -> str:
    """Some three hundred characters that differ from text to text."""
    return f"{number}. " + " ".join(SENTENCES[(number + step) % len(SENTENCES)] for step in range(5))


class Filler:
    """Builds the world in two goes, so that growth can be measured in one database."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.inspectorates = list(Inspectorate.objects.order_by("position"))
        self.framework = FrameworkVersion.objects.get(code="2022-thematic")
        self.topic = DeepDiveTopic.objects.order_by("pk").first()
        self.strands = list(self.framework.strands.all())
        self.criteria = {strand.pk: list(Criterion.objects.filter(strand=strand)) for strand in self.strands}
        self.areas = list(LocalArea.objects.prefetch_related("partnership__agencies").order_by("code"))
        self.everybody: Everybody = make_people(sizes)
        self.inspections: list[Inspection] = []
        self.groups: dict[str, Group] = {}

    @transaction.atomic
    def grow_to(self, count: int) -> None:
        """As many inspections, with their share of everything else."""
        new = self._inspections(len(self.inspections), count)
        self.inspections += new
        self._grants(new)
        self._dates(new)
        children = self._children(new)
        self._request(new)
        staff(self.sizes, self.everybody, self.inspections, self.groups)
        notes = self._notes(new, children)
        self._findings(new, notes)

    def tidy(self) -> None:
        """What autovacuum would have done by the next morning."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _inspections(self, first: int, end: int) -> list[Inspection]:
        rows = []
        for number in range(first, end):
            status = STATUSES[number % len(STATUSES)]
            start = FIRST_WEEK + timedelta(weeks=number // 2)
            rows.append(
                Inspection(
                    local_area=self.areas[number % len(self.areas)],
                    framework=self.framework,
                    topic=self.topic,
                    programme_year=FIRST_YEAR + number // len(self.areas),
                    status=status,
                    fieldwork_start=start,
                    fieldwork_end=calendar.week_end(start),
                    planned_by=self.everybody.measured,
                    notified_at=NOW,
                    notified_by=self.everybody.measured,
                )
            )
        made = Inspection.objects.bulk_create(rows, batch_size=BATCH)
        through = Inspection.inspectorates.through
        through.objects.bulk_create(
            (through(inspection_id=row.pk, inspectorate_id=one.pk) for row in made for one in self.inspectorates),
            batch_size=BATCH,
        )
        return made

    def _grants(self, inspections: list[Inspection]) -> None:
        """Groups and what they hold, in the shape of inspections.access."""
        held: list[tuple[str, tuple[str, ...], Inspection]] = []
        for row in inspections:
            for one in self.inspectorates:
                office = (VIEW, SCHEDULE) if one.code == access.OFFICE_OF_THE_YEAR else (VIEW,)
                held += [
                    (f"office:{one.code}", office, row),
                    (f"inspection:{row.pk}:{one.code}", access.TEAM, row),
                ]
            held.append(("decisions:ofsted", (VIEW,), row))
            held += [(f"inspection:{row.pk}:lead", (LEAD,), row), (f"inspection:{row.pk}:area", (ANSWER,), row)]
        missing = dict.fromkeys(name for name, _codenames, _row in held if name not in self.groups)
        self.groups |= {group.name: group for group in Group.objects.bulk_create(Group(name=name) for name in missing)}
        permissions = {
            row.codename: row for row in Permission.objects.filter(content_type__app_label="inspections").order_by("pk")
        }
        InspectionGroupPermission.objects.bulk_create(
            (
                InspectionGroupPermission(group=self.groups[name], permission=permissions[codename], content_object=row)
                for name, codenames, row in held
                for codename in codenames
            ),
            batch_size=BATCH,
        )

    def _dates(self, inspections: list[Inspection]) -> None:
        rules, off = offset_rules(self.framework), holidays()
        Milestone.objects.bulk_create(
            (
                Milestone(inspection=row, kind=one.kind, computed=one.day, explanation=one.explanation)
                for row in inspections
                for one in calendar.milestones(rules, row.fieldwork_start, off)
            ),
            batch_size=BATCH,
        )

    def _children(self, inspections: list[Inspection]) -> dict[int, list[Child]]:
        made = Child.objects.bulk_create(
            (
                Child(
                    inspection=row,
                    kind=ChildKind.TRACKED,
                    reference=f"T{number}",
                    age_band="10-15",
                    added_by=self.everybody.measured,
                )
                for row in inspections
                for number in range(1, CHILDREN + 1)
            ),
            batch_size=BATCH,
        )
        found: dict[int, list[Child]] = {}
        for child in made:
            found.setdefault(child.inspection_id, []).append(child)
        return found

    def _request(self, inspections: list[Inspection]) -> None:
        RequestItem.objects.bulk_create(
            (
                RequestItem(
                    inspection=row,
                    code=f"item-{number}",
                    title=f"Item {number} of the request",
                    detail=body_of(number),
                    contains_child_level=False,
                    position=number,
                    due_on=row.fieldwork_start,
                )
                for row in inspections
                for number in range(REQUEST_ITEMS)
            ),
            batch_size=BATCH,
        )

    def _texts(self, count: int) -> Iterator[Text]:
        """Texts with their first revision."""
        numbers = iter(range(count))
        while batch := list(islice(numbers, BATCH)):
            texts = Text.objects.bulk_create(Text(body=body_of(number)) for number in batch)
            Revision.objects.bulk_create(
                Revision(
                    text=text,
                    number=1,
                    base=0,
                    body=text.body,
                    sha256=hashlib.sha256(text.body.encode()).hexdigest(),
                    author=self.everybody.measured,
                )
                for text in texts
            )
            yield from texts

    def _place(self, row: Inspection, number: int) -> dict[str, object]:
        """Inspectorate, author, strand, criterion and agency of the number-th note or finding of an inspection."""
        inspectorate = self.inspectorates[number % len(self.inspectorates)]
        strand = self.strands[number % len(self.strands)]
        criteria, agencies = self.criteria[strand.pk], list(row.local_area.partnership.agencies.all())
        people = self.everybody.inspectors[inspectorate]
        return {
            "inspection": row,
            "inspectorate": inspectorate,
            "author": people[number % len(people)],
            "strand": strand,
            "criterion": criteria[number % len(criteria)],
            "agency": agencies[number % len(agencies)] if agencies else None,
            "recorded_at": NOW + timedelta(minutes=number),
        }

    def _notes(self, inspections: list[Inspection], children: dict[int, list[Child]]) -> dict[int, list[EvidenceNote]]:
        share = self.sizes.notes // self.sizes.inspections
        texts = self._texts(share * len(inspections))
        activities = Activity.values
        found: dict[int, list[EvidenceNote]] = {row.pk: [] for row in inspections}
        for batch in _batched(inspections, max(1, BATCH // share)):
            made = EvidenceNote.objects.bulk_create(
                EvidenceNote(
                    **self._place(row, number),
                    activity=activities[number % len(activities)],
                    child=children[row.pk][number % CHILDREN],
                    shared=number % 3 == 0,
                    text=next(texts),
                )
                for row in batch
                for number in range(share)
            )
            for note in made:
                found[note.inspection_id].append(note)
        return found

    def _findings(self, inspections: list[Inspection], notes: dict[int, list[EvidenceNote]]) -> None:
        share = self.sizes.findings // self.sizes.inspections
        texts = self._texts(share * len(inspections))
        through = Finding.notes.through
        for batch in _batched(inspections, max(1, BATCH // share)):
            made = Finding.objects.bulk_create(
                Finding(
                    **self._place(row, number),
                    level="practice",
                    kind="strength",
                    effect="improves",
                    shared=number % 3 == 0,
                    text=next(texts),
                )
                for row in batch
                for number in range(share)
            )
            through.objects.bulk_create(
                through(finding_id=finding.pk, evidencenote_id=note.pk)
                for number, finding in enumerate(made)
                for note in notes[finding.inspection_id][2 * (number % share) : 2 * (number % share) + 2]
            )


def _batched(rows: list[Inspection], size: int) -> Iterable[list[Inspection]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
