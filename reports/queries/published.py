"""What the public reads: values, never rows, so that no page can follow one into casework."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, overload

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from files.models import StoredFile
from reports.content import Content
from reports.models import BuiltFile, FileFormat, Publication

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A published report as a list shows it. pdf_size: bytes; pages: 0 when nobody counted them."""

    slug: str
    title: str
    published_on: date
    area_code: str
    area_name: str
    region_code: str
    region_name: str
    topic_code: str
    topic_name: str
    demonstration: bool
    pdf_size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Published(Listed):
    """One with its words. digest: of the content, hex; statement_due: computed from the day of receipt, once that is known."""

    content: Content
    digest: str
    published_at: datetime
    statement_due: date | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the filters: (code, name) pairs in alphabetical order, years newest first."""

    areas: list[tuple[str, str]]
    regions: list[tuple[str, str]]
    topics: list[tuple[str, str]]
    years: list[int]
    has_demonstration: bool


class Found(Sequence[Listed]):
    """The result of a search; only the slice that is looked at is read."""

    def __init__(self, rows: QuerySet[Publication]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows.count()

    @overload
    def __getitem__(self, index: int) -> Listed: ...

    @overload
    def __getitem__(self, index: slice) -> list[Listed]: ...

    def __getitem__(self, index: int | slice) -> Listed | list[Listed]:
        if isinstance(index, slice):
            return [Listed(**values) for values in _listed(self._rows)[index]]
        return Listed(**_listed(self._rows)[index])


def search(
    *, text: str = "", area: str = "", region: str = "", topic: str = "", year: int | None = None, demonstration: bool = True
) -> Found:
    """Published reports, newest first. text: every word must stand in the title or the area's name; codes must be equal."""
    rows = Publication.objects.order_by("-published_on", "-pk")
    for word in text[:LONGEST_SEARCH].replace("\x00", "").split():
        rows = rows.filter(Q(title__icontains=word) | Q(area_name__icontains=word))
    wanted = {"area_code": area, "region_code": region, "topic_code": topic, "published_on__year": year}
    rows = rows.filter(**{field: value for field, value in wanted.items() if value})
    return Found(rows if demonstration else rows.filter(demonstration=False))


def choices() -> Choices:
    """What the filters offer, from what is published, in one query."""
    rows = list(
        Publication.objects.order_by()
        .values_list(
            "area_code",
            "area_name",
            "region_code",
            "region_name",
            "topic_code",
            "topic_name",
            "published_on__year",
            "demonstration",
        )
        .distinct()
    )

    def named(code: int) -> list[tuple[str, str]]:
        return sorted({(str(row[code]), str(row[code + 1])) for row in rows if row[code]}, key=lambda pair: (pair[1], pair[0]))

    return Choices(
        areas=named(0),
        regions=named(2),
        topics=named(4),
        years=sorted({row[6] for row in rows}, reverse=True),
        has_demonstration=any(row[7] for row in rows),
    )


def published(slug: str) -> Published:
    """One report by its permanent name. Raises Http404."""
    rows = _listed(Publication.objects.filter(slug=slug)).values(
        *LISTED, "content", "published_at", "freeze__content_digest", "receipt__due_on"
    )
    for values in rows:
        digest, due = values.pop("freeze__content_digest"), values.pop("receipt__due_on")
        return Published(**values, digest=digest, statement_due=due)
    raise Http404


def file_of(slug: str) -> StoredFile:
    """The PDF of a published report. Raises Http404."""
    row = StoredFile.objects.filter(pk__in=Publication.objects.filter(slug=slug).values("pdf")).first()
    if row is None:
        raise Http404
    return row


LISTED = (
    "slug",
    "title",
    "published_on",
    "area_code",
    "area_name",
    "region_code",
    "region_name",
    "topic_code",
    "topic_name",
    "demonstration",
    "pdf_size",
    "pages",
)


def _listed(rows: QuerySet[Publication]) -> Any:
    """Rows as dictionaries of Listed's fields."""
    built = BuiltFile.objects.filter(freeze=OuterRef("freeze"), format=FileFormat.PDF)
    return rows.annotate(pdf_size=F("pdf__size"), pages=Coalesce(Subquery(built.values("pages")[:1]), 0)).values(*LISTED)
