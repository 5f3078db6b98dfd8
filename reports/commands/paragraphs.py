"""Paragraphs: worded by several people, none of whom loses a word; moved, taken out, put back, tied to findings."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from inspections.models import Finding, SectionKind, Strand
from jtai.errors import Changed, Invalid, NotNow
from reports import policies
from reports.commands.locks import locked_paragraph, reached
from reports.models import Paragraph, Report
from reports.policies.drafting import LONGEST_HEADING
from writing.commands import Saved, rewrite, settle, write
from writing.models import Revision

MINE, CURRENT, MERGED = "mine", "current", "merged"
UP, DOWN = "up", "down"


def _move_on(report: Report) -> None:
    """Words, order or findings changed: what was frozen, reviewed or signed before is an older edition."""
    Report.objects.filter(pk=report.pk).update(edition=F("edition") + 1)


def _check_words(text: str, heading: str) -> None:
    if not text.strip():
        raise Invalid(_("Enter the words of the paragraph. To be rid of it, take it out."), field="text")
    if len(heading) > LONGEST_HEADING:
        raise Invalid(_("The heading must be 160 characters or fewer."), field="heading")


def _check_place(report: Report, section: SectionKind, strand: Strand | None) -> None:
    framework = report.inspection.framework_id
    if section.framework_id != framework:
        raise Invalid(_("Select a section of this report."), field="section")
    if strand is not None and strand.framework_id != framework:
        raise Invalid(_("Select a strand of this inspection."), field="strand")
    if section.split_by_strand and strand is None:
        raise Invalid(_("This section is split by strand. Select the strand."), field="strand")


def _check_standing(paragraph: Paragraph) -> None:
    if paragraph.removed_at is not None:
        raise NotNow(_("This paragraph has been taken out. Put it back first."))


@transaction.atomic
def add_paragraph(
    report: Report,
    *,
    section: SectionKind,
    strand: Strand | None = None,
    heading: str = "",
    text: str,
    findings: Iterable[Finding] = (),
    by: User,
) -> Paragraph:
    """A new paragraph at the end of a section, with the agreed findings that it rests on."""
    report = reached(report)
    policies.can_edit.check(by, report)
    heading, chosen = heading.strip(), list(findings)
    _check_words(text, heading)
    _check_place(report, section, strand)
    policies.check_findings(report.inspection, chosen)
    last = Paragraph.objects.filter(report=report, section=section).aggregate(last=Max("position"))["last"]
    paragraph = Paragraph.objects.create(
        report=report,
        section=section,
        strand=strand,
        heading=heading,
        position=(last or 0) + 1,
        text=write(text, values={"heading": heading}, by=by),
    )
    paragraph.findings.set(chosen)
    _move_on(report)
    record("report.add_paragraph", paragraph, stream=report.inspection.stream, by=by, section=section.kind)
    return paragraph


@transaction.atomic
def edit_paragraph(paragraph: Paragraph, *, base: int, text: str, heading: str = "", by: User) -> Saved:
    """Save words that started from version `base`. A stale save is kept beside with its heading, never lost."""
    reached(paragraph.report)
    paragraph = locked_paragraph(paragraph)
    policies.can_edit.check(by, paragraph.report)
    _check_standing(paragraph)
    heading = heading.strip()
    _check_words(text, heading)
    saved = _save(paragraph, text, heading, base, by)
    record(
        "report.edit_paragraph",
        paragraph,
        stream=paragraph.report.inspection.stream,
        by=by,
        kept_beside=saved.kept is not None,
        version=saved.text.version,
    )
    return saved


def _save(paragraph: Paragraph, text: str, heading: str, base: int, by: User) -> Saved:
    before = paragraph.text.version
    changed = heading != paragraph.heading
    saved = rewrite(paragraph.text, text, base=base, values={"heading": heading}, changed=changed, by=by)
    if saved.kept is None and saved.text.version != before:
        if changed:
            paragraph.heading = heading
            paragraph.save(update_fields=["heading"])
        _move_on(paragraph.report)
    return saved


@transaction.atomic
def settle_paragraph(paragraph: Paragraph, revision: Revision, *, keep: str, base: int, merged: str = "", by: User) -> Saved:
    """Say which of two versions stands: the one kept beside ("mine"), the current one, or `merged`, written from both.

    base: the version that stood when the person looked. When somebody has written in between, "mine" and "current" raise
    NotNow and `merged` is itself kept beside, in `Saved.kept`.
    """
    reached(paragraph.report)
    paragraph = locked_paragraph(paragraph)
    policies.can_settle.check(by, paragraph)
    revision = get_object_or_404(Revision, pk=revision.pk, text=paragraph.text, kept_beside=True)
    if keep != MERGED and revision.settled_at is not None:
        raise NotNow(_("Somebody has already settled these two versions."))
    if keep != MERGED and base != paragraph.text.version:
        raise Changed(_("Somebody wrote again while you compared. Look at the newest words, then choose."))
    if keep == MERGED and not merged.strip():
        raise Invalid(_("Enter the text made from both"), field="merged")
    saved = Saved(paragraph.text)
    if keep == MINE:
        saved = _save(paragraph, revision.body, str(revision.values.get("heading", paragraph.heading)), base, by)
    elif keep == MERGED:
        saved = _save(paragraph, merged, paragraph.heading, base, by)
    if revision.settled_at is None:
        settle(revision, by=by)
    stream = paragraph.report.inspection.stream
    record("report.settle", paragraph, stream=stream, by=by, keep=keep, number=revision.number)
    return saved


@transaction.atomic
def link_findings(paragraph: Paragraph, *, findings: Iterable[Finding], by: User) -> Paragraph:
    """Say which agreed findings a paragraph rests on; the trail keeps the ones before."""
    report = reached(paragraph.report)
    policies.can_edit.check(by, report)
    paragraph = locked_paragraph(paragraph)
    _check_standing(paragraph)
    chosen = list(findings)
    policies.check_findings(report.inspection, chosen)
    before = set(paragraph.findings.values_list("pk", flat=True))
    after = {finding.pk for finding in chosen}
    if before != after:
        paragraph.findings.set(chosen)
        _move_on(report)
        record(
            "report.link_findings",
            paragraph,
            stream=report.inspection.stream,
            by=by,
            before=sorted(before),
            after=sorted(after),
        )
    return paragraph


@transaction.atomic
def move_paragraph(paragraph: Paragraph, *, direction: str, by: User) -> Paragraph:
    """Change places with the paragraph before ("up") or after it ("down"), within its section and strand."""
    report = reached(paragraph.report)
    policies.can_edit.check(by, report)
    paragraph = locked_paragraph(paragraph)
    _check_standing(paragraph)
    row = list(Paragraph.objects.filter(report=report, section=paragraph.section).order_by("position", "pk"))
    beside = [one for one in row if one.removed_at is None and _stand_together(one, paragraph)]
    here = [one.pk for one in beside].index(paragraph.pk)
    there = here - 1 if direction == UP else here + 1
    if there < 0:
        raise NotNow(_("This is the first paragraph of its section."))
    if there >= len(beside):
        raise NotNow(_("This is the last paragraph of its section."))
    first, second = row.index(beside[here]), row.index(beside[there])
    row[first], row[second] = row[second], row[first]
    for position, one in enumerate(row, 1):
        one.position = position
    Paragraph.objects.bulk_update(row, ["position"])
    _move_on(report)
    record("report.move_paragraph", paragraph, stream=report.inspection.stream, by=by, direction=direction)
    paragraph.refresh_from_db(fields=["position"])
    return paragraph


def _stand_together(one: Paragraph, other: Paragraph) -> bool:
    return not other.section.split_by_strand or one.strand_id == other.strand_id


@transaction.atomic
def remove_paragraph(paragraph: Paragraph, *, by: User) -> Paragraph:
    """Take a paragraph out of the report. Its words, findings and comments are kept, and it can be put back."""
    report = reached(paragraph.report)
    policies.can_edit.check(by, report)
    paragraph = locked_paragraph(paragraph)
    if paragraph.removed_at is not None:
        raise NotNow(_("This paragraph has been taken out already."))
    paragraph.removed_at, paragraph.removed_by = timezone.now(), by
    paragraph.save(update_fields=["removed_at", "removed_by"])
    _move_on(report)
    record(
        "report.remove_paragraph",
        paragraph,
        stream=report.inspection.stream,
        by=by,
        findings=sorted(paragraph.findings.values_list("pk", flat=True)),
        text=paragraph.text_id,
    )
    return paragraph


@transaction.atomic
def restore_paragraph(paragraph: Paragraph, *, by: User) -> Paragraph:
    """Put a paragraph back where it stood."""
    report = reached(paragraph.report)
    policies.can_edit.check(by, report)
    paragraph = locked_paragraph(paragraph)
    if paragraph.removed_at is None:
        raise NotNow(_("This paragraph stands in the report."))
    paragraph.removed_at, paragraph.removed_by = None, None
    paragraph.save(update_fields=["removed_at", "removed_by"])
    _move_on(report)
    record("report.restore_paragraph", paragraph, stream=report.inspection.stream, by=by)
    return paragraph
