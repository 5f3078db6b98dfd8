"""Takes an inspection on from moderation to its end through the real commands: tests/walk.py's second half.

`report_at("sign-off")` walks from planning; `go_on(report, "published")` from wherever it stands. A build is run when the
signatures are in, as a worker would. A module that names its STAGES and uses the fixture `stages` has them walked once.
"""

from collections.abc import Callable

from accounts.models import User
from agencies.models import Agency
from inspections.models import Effect, FindingKind, Inspection
from inspections.workflow import MAIN_LINE, Status
from jobs import runner
from reports import commands, policies
from reports.models import FileFormat, Freeze, Paragraph, QualityDecision, Report
from tests.walk import Cast, agency_of, cast, finding, inspection_at, note, ready_to_draft, strand_of, walk_on

# Reports that stand at a stage for a whole module of tests: status → key. Each test changes them in its own savepoint.
KEPT: dict[str, int] = {}


def evidence(inspection: Inspection) -> None:
    """Some findings of every kind, recorded in fieldwork, with a note each."""
    people = cast()
    council, police = agency_of(inspection, "local-authority"), agency_of(inspection, "police")
    kinds = (
        ("Practitioners from all agencies meet each week.", {"agency": council}),
        (
            "Some children wait too long for a health assessment.",
            {"kind": FindingKind.IMPROVEMENT, "effect": Effect.HINDERS, "agency": police},
        ),
        ("A joint team visits families in the evening.", {"kind": FindingKind.PRACTICE_STUDY, "agency": None}),
        (
            "Strategy meetings take place without health partners.",
            {
                "kind": FindingKind.PRIORITY_ACTION,
                "effect": Effect.HINDERS,
                "responsible": council,
                "strand": strand_of(inspection, 2),
            },
        ),
    )
    for person in people.inspectors(inspection):
        for statement, facts in kinds:
            finding(inspection, by=person, statement=statement, notes=[note(inspection, by=person)], **facts)


def read_anew(report: Report) -> Report:
    """As a new request would find it, with nothing kept."""
    found = Report.objects.get(pk=report.pk)
    found.inspection = Inspection.objects.select_related("local_area__region", "framework", "topic").get(
        pk=report.inspection_id
    )
    return found


def build(freeze: Freeze) -> None:
    """What a worker does; nothing, when it has been done."""
    runner.run(freeze.job_id)
    assert freeze.built_files.count() == len(FileFormat.values)


def draft_from(inspection: Inspection) -> Report:
    """Moderation is finished, and the lead begins drafting."""
    return commands.draft(ready_to_draft(inspection), by=cast().lead)


def _heard(report: Report, people: Cast) -> None:
    accuracy_round = policies.latest_round(report)
    if accuracy_round.submitted_at is None:
        commands.submit_points(accuracy_round, by=people.co_ordinator)
    for point in accuracy_round.points.filter(answer=""):
        point.round = accuracy_round
        commands.answer_point(point, answer="accepted", reason="The record shows it.", by=people.lead)


def sign_all(report: Report, people: Cast | None = None) -> Freeze:
    """Every participating inspectorate signs the newest version."""
    people = people or cast()
    report = read_anew(report)
    freeze = policies.latest_freeze(report)
    signed = set(freeze.signatures.values_list("inspectorate__code", flat=True))
    for person in people.signatories(report.inspection):
        if person.membership.inspectorate.code not in signed:
            commands.sign(freeze, content_digest=freeze.content_digest, provenance_digest=freeze.provenance_digest, by=person)
    return freeze


def decide(report: Report, *, required: bool = True, authority: Agency | None = None, people: Cast | None = None) -> Report:
    """The decision maker decides."""
    people = people or cast()
    if required and authority is None:
        authority = agency_of(report.inspection, "local-authority")
    return commands.decide_statement(
        report,
        required=required,
        principal_authority=authority if required else None,
        reason="The council leads the arrangements.",
        by=people.decision_maker,
    )


def _to_sign_off(report: Report, people: Cast) -> None:
    _heard(report, people)
    if report.statement_required is None:
        decide(report, people=people)
    commands.begin_sign_off(report.inspection, by=people.lead)


def _to_pre_publication(report: Report, people: Cast) -> None:
    build(sign_all(report, people))
    if not report.readers.exists():
        commands.name_reader(report, person=people.co_ordinator, by=people.lead)
    commands.begin_pre_publication(report.inspection, by=people.lead)


def _approve(report: Report, people: Cast) -> None:
    if policies.can_review(people.reviewer, report):  # an edition that was approved before stays approved
        commands.review(report, decision=QualityDecision.APPROVED, summary="Clear and well evidenced.", by=people.reviewer)
    commands.deliver_for_accuracy(report.inspection, by=people.lead)


def _receipt(report: Report, people: Cast) -> None:
    commands.record_receipt(
        report, received_on=report.publication.published_on, received_by="Director of children’s services", by=people.lead
    )


ON: dict[Status, Callable[[Report, Cast], object]] = {
    Status.QUALITY_ASSURANCE: lambda report, people: commands.send_to_quality_assurance(report.inspection, by=people.lead),
    Status.FACTUAL_ACCURACY: _approve,
    Status.SIGN_OFF: _to_sign_off,
    Status.PRE_PUBLICATION: _to_pre_publication,
    Status.PUBLISHED: lambda report, people: commands.publish(report.inspection, by=people.lead),
    Status.STATEMENT_DUE: _receipt,
    Status.STATEMENT_RECEIVED: lambda report, people: commands.send_statement(
        report.inspection, body="We will meet each week.", by=people.co_ordinator
    ),
    Status.CLOSED: lambda report, people: commands.acknowledge_and_close(report.inspection, by=people.lead),
}


def go_on(report: Report, status: str) -> Report:
    """From where it stands to `status`, step by step."""
    people, goal = cast(), Status(status)
    report = read_anew(report)
    passed = MAIN_LINE.index(Status(report.inspection.status))
    for stage in MAIN_LINE[passed + 1 : MAIN_LINE.index(goal) + 1]:
        ON[stage](report, people)
        report = read_anew(report)
    return report


def report_at(status: str = "drafting", *, lead: User | None = None, rich: bool = False, **where: object) -> Report:
    """A report with its inspection at this status, from "drafting" on. rich: findings of every kind from every inspectorate."""
    if status in KEPT and not (lead or rich or where):
        return read_anew(Report.objects.get(pk=KEPT[status]))
    inspection = inspection_at("fieldwork", lead=lead, **where)
    if rich:
        evidence(inspection)
    inspection = walk_on(inspection, "moderation", lead=lead)
    return go_on(draft_from(inspection), status)


def first_paragraph(report: Report, section: str = "main-findings") -> Paragraph:
    """The first paragraph of a section, with the report as its own."""
    paragraph = report.paragraphs.filter(section__kind=section, removed_at=None).select_related("text", "section").first()
    paragraph.report = report
    return paragraph
