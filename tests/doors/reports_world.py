"""The reports of the matrix's world: one at each point at which a door opens."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import Max

from inspections.models import Inspection
from jobs.models import Job, State
from reports import commands, policies
from reports.models import (
    AccuracyPoint,
    AccuracyRound,
    Freeze,
    NamedReader,
    Paragraph,
    Publication,
    QualityComment,
    Report,
    Signature,
)
from tests.walk import FRONT_DOOR, cast, inspection_at, ready_to_draft
from tests.walk_reports import build, decide, first_paragraph, go_on, read_anew, report_at, sign_all
from writing.models import Revision

FIRST_YEAR, LAST_YEAR = 2030, 2089


@dataclass(frozen=True)
class Reports:
    """Each named after what can be done with it. The paragraph, the kept words and what was taken out are of `drafting`."""

    ready: Inspection  # to begin drafting
    plain: Report  # in drafting, to be sent on
    drafting: Report
    paragraph: Paragraph
    second: Paragraph
    kept: Revision
    taken_out: Paragraph
    quality: Report
    comment: QualityComment  # open, in drafting again after a return
    commented: Report
    approved: Report
    accuracy: Report  # with the area, which has a point of its own
    point: AccuracyPoint
    sent: Report  # the area's points are in
    sent_point: AccuracyPoint
    overdue: Report
    heard: Report  # to begin sign-off
    signing: Report
    freeze: Freeze
    signature: Signature  # of CQC, on `signing`
    moved: Report  # its words have changed since they were frozen
    failed: Report  # its build has failed
    signed: Report  # to begin pre-publication
    embargoed: Report
    reader: NamedReader
    published: Report
    publication: Publication
    unrequired: Report  # published, and no statement is required
    due: Report
    received: Report


def _stale(paragraph: Paragraph) -> Revision:
    """Words that wait beside the current ones."""
    people = cast()
    commands.edit_paragraph(paragraph, base=paragraph.text.version, text="Most children are seen quickly.", by=people.lead)
    paragraph.text.refresh_from_db()
    saved = commands.edit_paragraph(paragraph, base=1, text="All children are seen quickly.", by=people.cqc)
    assert saved.kept is not None
    return saved.kept


def _commented() -> tuple[Report, QualityComment]:
    people = cast()
    report = at("quality-assurance")
    made = commands.comment(report, body="Say how many.", by=people.reviewer)
    commands.review(read_anew(report), decision="returned", summary="One thing is open.", by=people.reviewer)
    return read_anew(report), made


def _newest(report: Report) -> AccuracyRound:
    found = policies.latest_round(read_anew(report))
    assert found is not None
    return found


def _sent() -> tuple[Report, AccuracyPoint]:
    people = cast()
    report = at("factual-accuracy")
    point = commands.add_point(_newest(report), body="The meeting was on Tuesday.", by=people.co_ordinator)
    commands.submit_points(_newest(report), by=people.co_ordinator)
    return report, point


def _overdue() -> Report:
    """The days of the area are over: time alone does that."""
    report = at("factual-accuracy")
    newest = _newest(report)
    long_ago = newest.delivered_at - timedelta(days=60)
    AccuracyRound.objects.filter(pk=newest.pk).update(delivered_at=long_ago, due_on=long_ago.date() + timedelta(days=14))
    return report


def _heard() -> Report:
    people = cast()
    report = at("factual-accuracy")
    commands.submit_points(_newest(report), by=people.co_ordinator)
    return decide(read_anew(report))


def _moved() -> Report:
    people = cast()
    report = at("sign-off")
    paragraph = first_paragraph(read_anew(report))
    commands.edit_paragraph(paragraph, base=paragraph.text.version, text="Reworded after freezing.", by=people.lead)
    return read_anew(report)


def _failed() -> Report:
    report = at("sign-off")
    freeze = policies.latest_freeze(read_anew(report))
    assert freeze is not None
    Job.objects.filter(pk=freeze.job_id).update(state=State.FAILED, error="The disk was full.")
    return report


def _signed() -> Report:
    people = cast()
    report = at("sign-off")
    build(sign_all(report))
    commands.name_reader(read_anew(report), person=people.co_ordinator, by=people.lead)
    return read_anew(report)


def _unrequired() -> Report:
    report = at("factual-accuracy")
    decide(read_anew(report), required=False)
    return go_on(report, "published")


def _free_year() -> int:
    """The next in which the area has no inspection: of this world, so that no other one before it counts."""
    among = Inspection.objects.filter(programme_year__range=(FIRST_YEAR, LAST_YEAR))
    last = among.aggregate(last=Max("programme_year"))["last"]
    return FIRST_YEAR if last is None else last + 1


def at(status: str) -> Report:
    """A report at this status, of the same area, in a year of its own."""
    return report_at(status, framework=FRONT_DOOR, year=_free_year())


def _signature(report: Report) -> tuple[Freeze, Signature]:
    people = cast()
    freeze = policies.latest_freeze(read_anew(report))
    assert freeze is not None
    digests = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
    return freeze, commands.sign(freeze, **digests, by=people.hmicfrs_signatory)


def build_reports() -> Reports:
    """All of them, through the real commands."""
    people = cast()
    drafting = at("drafting")
    paragraph = first_paragraph(drafting)
    kept = _stale(paragraph)
    add = partial(commands.add_paragraph, section=paragraph.section, strand=paragraph.strand, findings=[], by=people.lead)
    second = add(read_anew(drafting), text="A second paragraph.")
    taken_out = commands.remove_paragraph(add(read_anew(drafting), text="Out again."), by=people.lead)
    accuracy = at("factual-accuracy")
    point = commands.add_point(_newest(accuracy), body="It was a Monday.", by=people.co_ordinator)
    commented, comment = _commented()
    approved = at("quality-assurance")
    commands.review(approved, decision="approved", summary="Clear.", by=people.reviewer)
    sent, sent_point = _sent()
    signing = at("sign-off")
    freeze, signature = _signature(signing)
    embargoed = at("pre-publication")
    published = at("published")
    return Reports(
        ready=ready_to_draft(inspection_at("moderation", framework=FRONT_DOOR, year=_free_year())),
        plain=at("drafting"),
        drafting=drafting,
        paragraph=paragraph,
        second=second,
        kept=kept,
        taken_out=taken_out,
        quality=at("quality-assurance"),
        comment=comment,
        commented=commented,
        approved=approved,
        accuracy=accuracy,
        point=point,
        sent=sent,
        sent_point=sent_point,
        overdue=_overdue(),
        heard=_heard(),
        signing=signing,
        freeze=freeze,
        signature=signature,
        moved=_moved(),
        failed=_failed(),
        signed=_signed(),
        embargoed=embargoed,
        reader=embargoed.readers.get(),
        published=published,
        publication=published.publication,
        unrequired=_unrequired(),
        due=at("statement-due"),
        received=at("statement-received"),
    )
