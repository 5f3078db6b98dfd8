"""From drafting to the statement: the report of one inspection walked with the real commands, up to a stage."""

from datetime import date, timedelta

from accounts.models import User
from agencies.queries import holidays
from inspections.calendar import first_working_day
from inspections.commands import override_date
from inspections.models import Inspection, MilestoneKind
from inspections.workflow import Status
from jobs import runner
from jtai.workingdays import add
from reports import commands
from reports.demonstration.corpus import corpus
from reports.demonstration.fieldwork import Story
from reports.models import QualityDecision, Report

SUMMARY_OF_READING = "Plain, and each judgement says what it means for children. The few remarks are dealt with."
REASON_TO_RETURN = "Please deal with the remarks, and say in each strength what was different for the child."
HELD = "Held until criminal proceedings in the local area had ended."
# Seventy working days from receipt are some fourteen weeks and a half.
HELD_WEEKS = 11
NO_STATEMENT = "The findings name no weakness that needs a joint written response."


def tell(story: Story, decision_maker: User) -> None:
    """Draft, have it read, check facts, sign, publish, and follow the statement, as far as the plot goes."""
    if not story.reaches(Status.DRAFTING):
        return
    story.clock.on(story.plot.start + timedelta(days=10))
    report = commands.draft(story.inspection, by=story.lead)
    for reach, act in (
        (Status.QUALITY_ASSURANCE, _send),
        (Status.FACTUAL_ACCURACY, _deliver),
        (Status.SIGN_OFF, _freeze),
        (Status.PRE_PUBLICATION, _sign),
        (Status.PUBLISHED, _publish),
        (Status.STATEMENT_DUE, _receive),
    ):
        if not story.reaches(reach):
            return
        if reach == Status.SIGN_OFF:
            _decide(story, report, decision_maker)
        act(story, _anew(report))
    report = _anew(report)
    if story.reaches(Status.STATEMENT_RECEIVED):
        _answer(story, report)
    if story.reaches(Status.CLOSED):
        story.clock.on(report.publication.receipt.due_on + timedelta(days=5))
        commands.acknowledge_and_close(story.inspection, by=story.lead)


def _anew(report: Report) -> Report:
    """As the next request would find it."""
    found = Report.objects.get(pk=report.pk)
    found.inspection = Inspection.objects.select_related("local_area__region", "framework", "topic").get(
        pk=report.inspection_id
    )
    return found


def _co_ordinator(story: Story) -> User:
    return story.plot.area.memberships.select_related("user").filter(co_ordinator=True)[0].user


def _send(story: Story, report: Report) -> None:
    """The reviewer reads it once and returns it, then it comes again."""
    remarks = story.voice.random.sample(corpus("report")["quality_assurance"], 2)
    # Like a point of the area, this one fits no particular paragraph.
    whole = story.voice.random.choice(corpus("report")["quality_assurance_whole"])
    story.clock.on(story.plot.start + timedelta(days=14))
    commands.send_to_quality_assurance(report.inspection, by=story.lead)
    resting = report.paragraphs.filter(findings__isnull=False).distinct().order_by("section__position", "position")
    story.clock.on(story.plot.start + timedelta(days=15), 13)
    places = [None, *resting[4:12:4]]
    made = [
        commands.comment(_anew(report), paragraph=paragraph, body=story.voice.fill(remark), by=story.reviewer)
        for paragraph, remark in zip(places, [whole, *remarks], strict=False)
    ]
    if story.plot.goal == Status.QUALITY_ASSURANCE:
        return
    commands.review(_anew(report), decision=QualityDecision.RETURNED, summary=REASON_TO_RETURN, by=story.reviewer)
    story.clock.on(story.plot.start + timedelta(days=17))
    for comment in made:
        comment.report = _anew(report)
        commands.resolve_comment(comment, by=story.lead)
    commands.send_to_quality_assurance(_anew(report).inspection, by=story.lead)
    story.clock.on(story.plot.start + timedelta(days=18), 15)
    commands.review(_anew(report), decision=QualityDecision.APPROVED, summary=SUMMARY_OF_READING, by=story.reviewer)


def _deliver(story: Story, report: Report) -> None:
    story.clock.on(story.day(MilestoneKind.DRAFT_DUE), 11)
    delivered = commands.deliver_for_accuracy(report.inspection, by=story.lead)
    people = _co_ordinator(story)
    pairs = story.voice.random.sample(corpus("report")["factual_accuracy"], 4)
    story.clock.on(delivered.due_on - timedelta(days=2), 14)
    # On the draft as a whole: an invented point fits no particular paragraph.
    points = [commands.add_point(delivered, place=None, body=story.voice.fill(pair["point"]), by=people) for pair in pairs]
    if story.plot.goal == Status.FACTUAL_ACCURACY:
        return
    commands.submit_points(delivered, by=people)
    story.clock.on(delivered.due_on, 16)
    for point, pair in zip(points, pairs, strict=True):
        commands.answer_point(point, answer=pair["answer"], reason=story.voice.fill(pair["reason"]), by=story.lead)


def _decide(story: Story, report: Report, decision_maker: User) -> None:
    authority = story.voice.agency("local-authority") if story.plot.statement else None
    commands.decide_statement(
        _anew(report),
        required=story.plot.statement,
        principal_authority=authority,
        reason="The council leads the local arrangements." if authority else NO_STATEMENT,
        by=decision_maker,
    )


def _freeze(story: Story, report: Report) -> None:
    freeze = commands.begin_sign_off(report.inspection, by=story.lead)
    # Here there is no worker: the loader does its job, with the same runner.
    if freeze.job is not None:
        runner.run(freeze.job.pk)
    signing = list(story.signatories.values())
    for person in signing if story.reaches(Status.PRE_PUBLICATION) else signing[:2]:
        commands.sign(freeze, content_digest=freeze.content_digest, provenance_digest=freeze.provenance_digest, by=person)


def _hold(story: Story) -> None:
    """Keep publication back, so that the statement is due in the weeks to come and not long ago."""
    milestone = story.inspection.milestones.get(kind=MilestoneKind.PUBLICATION)
    day = first_working_day(date.today() - timedelta(weeks=HELD_WEEKS), holidays())  # noqa: DTZ011 -- the storyboard's own day
    if milestone.day and day > milestone.day:
        milestone.inspection = story.inspection
        override_date(milestone, day=day, reason=HELD, by=story.lead)


def _sign(story: Story, report: Report) -> None:
    if story.plot.goal == Status.STATEMENT_DUE:
        _hold(story)
    story.clock.on(story.day(MilestoneKind.PRE_PUBLICATION), 10)
    commands.name_reader(report, person=_co_ordinator(story), by=story.lead)
    commands.begin_pre_publication(report.inspection, by=story.lead)


def _publish(story: Story, report: Report) -> None:
    story.clock.on(story.day(MilestoneKind.PUBLICATION), 10)
    commands.publish(report.inspection, by=story.lead)
    if not story.plot.statement and story.plot.goal == Status.CLOSED:
        commands.close_without_statement(_anew(report).inspection, by=story.lead)


def _receive(story: Story, report: Report) -> None:
    commands.record_receipt(
        report,
        received_on=report.publication.published_on,
        received_by="Director of children’s services",
        by=story.lead,
    )


def _answer(story: Story, report: Report) -> None:
    fitting = [
        row
        for row in corpus("report")["statements"]
        if (not row["topics"] or story.voice.topic_code in row["topics"]) and (not row["urgent"] or story.urgent)
    ]
    written = story.voice.random.choice(fitting)
    story.clock.on(add(report.publication.receipt.due_on, -3, frozenset()), 12)
    actions = "\n".join(f"- {action}" for action in written["actions"])
    body = story.voice.fill("\n\n".join([written["title"], written["text"], actions]))
    commands.send_statement(report.inspection, body=body, by=_co_ordinator(story))
