"""From planning to moderation: one inspection walked with the real commands, up to a stage."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import User
from agencies.models import Agency, LocalArea
from agencies.queries import partnership_agencies
from inspections import commands
from inspections.models import (
    AgeBand,
    Child,
    ChildKind,
    DeepDiveTopic,
    EvaluationEffect,
    EvidenceNote,
    Finding,
    FindingKind,
    FrameworkVersion,
    Inspection,
    MilestoneKind,
    Part,
    RequestState,
    Strand,
)
from inspections.queries import framework_choices, request_items_of
from inspections.workflow import MAIN_LINE, Status
from reports.demonstration.clock import Clock
from reports.demonstration.corpus import Voice
from reports.demonstration.people import Cast

WHOLE_PARTNERSHIP = ""
TRACKED, SAMPLED = 6, 14
# From which age to which; a topic without ages of its own is about all of them, one about exploitation about the older.
BANDS = {
    AgeBand.UNDER_1: (0, 0),
    AgeBand.FROM_1_TO_4: (1, 4),
    AgeBand.FROM_5_TO_9: (5, 9),
    AgeBand.FROM_10_TO_15: (10, 15),
    AgeBand.FROM_16_TO_17: (16, 17),
}
RESPONSIBLE = 10  # the age from which a youth justice service may know a child


@dataclass
class Plot:
    """What is to happen: where, when, under which rules, how far."""

    area: LocalArea
    framework: FrameworkVersion
    topic: DeepDiveTopic | None
    start: date
    programme_year: int
    goal: Status
    seed: int
    statement: bool = True


@dataclass
class Story:
    """One inspection on its way. The people are those of its team."""

    plot: Plot
    clock: Clock
    inspection: Inspection
    office: User
    lead: User
    reviewer: User
    inspectors: dict[str, list[User]]
    signatories: dict[str, User]
    agencies: list[Agency]
    voice: Voice
    notes: dict[str, list[EvidenceNote]] = field(default_factory=dict)
    urgent: bool = False

    def reaches(self, status: Status) -> bool:
        """True while the goal lies at this status or beyond."""
        return MAIN_LINE.index(self.plot.goal) >= MAIN_LINE.index(status)

    def day(self, kind: str) -> date:
        """The day of a milestone."""
        return self.inspection.milestones.get(kind=kind).day or self.plot.start

    def step(self, name: str, day: date, hour: int = 9, by: User | None = None) -> None:
        """Take a step on that day."""
        self.clock.on(day, hour)
        self.inspection = commands.take_step(name, self.inspection, by=by or self.lead)


def begin(plot: Plot, casts: dict[str, Cast], clock: Clock) -> Story:
    """Plan the inspection sixty days before fieldwork, and assemble its team."""
    office = casts["ofsted"].by_role["programme-lead"]
    clock.on(plot.start - timedelta(days=60))
    inspection = commands.plan(
        local_area=plot.area,
        framework=plot.framework,
        topic=plot.topic,
        fieldwork_start=plot.start,
        programme_year=plot.programme_year,
        week_reason=reason_for(plot.start),
        by=office,
    )
    agencies = list(partnership_agencies(plot.area))
    voice = Voice(inspection, agencies, plot.seed)
    lead = casts["ofsted"].leads[plot.seed % len(casts["ofsted"].leads)]
    clock.on(plot.start - timedelta(days=40))
    commands.assign(inspection, person=lead, part=Part.LEAD, by=office)
    inspectors, signatories = {"ofsted": [lead]}, {}
    for inspectorate in inspection.inspectorates.all():
        cast = casts[inspectorate.code]
        places = plot.framework.participations.get(inspectorate=inspectorate).typical_team
        chosen = voice.random.sample(cast.inspectors, places - (inspectorate.code == "ofsted"))
        for person in chosen:
            commands.assign(inspection, person=person, part=Part.INSPECTOR, by=office)
        inspectors.setdefault(inspectorate.code, []).extend(chosen)
        signatories[inspectorate.code] = cast.by_role["signatory"]
        commands.assign(inspection, person=signatories[inspectorate.code], part=Part.SIGNATORY, by=office)
    reviewer = casts["ofsted"].by_role["quality"]
    commands.assign(inspection, person=reviewer, part=Part.QUALITY, by=office)
    return Story(plot, clock, inspection, office, lead, reviewer, inspectors, signatories, agencies, voice)


def reason_for(start: date) -> str:
    """The reason that the demonstration gives where the calendar speaks against a week; else none."""
    if commands.objections_to(start):
        return "Demonstration: the week is kept so that an inspection stands at this stage today."
    return ""


def bands_of(topic: DeepDiveTopic | None) -> list[AgeBand]:
    """The ages of the children whom an inspection of this topic looks at."""
    youngest, oldest = RESPONSIBLE if topic and "exploitation" in topic.code else 0, 17
    if topic and topic.age_from is not None:
        youngest = topic.age_from
    if topic and topic.age_to is not None:
        oldest = topic.age_to
    return [band for band, (first, last) in BANDS.items() if first <= oldest and last >= youngest]


def prepare(story: Story) -> None:
    """Notify, set up, choose children, answer the information request."""
    if not story.reaches(Status.NOTIFIED):
        return
    story.step("notify", story.day(MilestoneKind.NOTIFICATION))
    if not story.reaches(Status.SET_UP):
        return
    story.step("start_set_up", story.day(MilestoneKind.SET_UP_START), 11)
    random, people = story.voice.random, story.inspectors["ofsted"]
    bands = bands_of(story.plot.topic)
    for kind, count in ((ChildKind.TRACKED, TRACKED), (ChildKind.SAMPLED, SAMPLED)):
        for _ in range(count if story.reaches(Status.FIELDWORK) else count // 2):
            band = random.choice(bands)
            may_know = [
                row for row in story.agencies if row.kind.code != "youth-justice-service" or BANDS[band][0] >= RESPONSIBLE
            ]
            known = random.sample(may_know, min(len(may_know), random.randint(2, 4)))
            commands.add_child(story.inspection, kind=kind, age_band=band, agencies=known, by=random.choice(people))
    _answer_request(story)
    if story.reaches(Status.FIELDWORK):
        story.step("start_fieldwork", story.plot.start)


def _answer_request(story: Story) -> None:
    people = story.plot.area.memberships.filter(co_ordinator=True).select_related("user")
    co_ordinator = people[0].user
    story.clock.on(story.day(MilestoneKind.REQUEST_DUE) - timedelta(days=1), 14)
    share = 1.0 if story.reaches(Status.FIELDWORK) else 0.6
    for item in request_items_of(story.inspection):
        if story.voice.random.random() > share:
            continue
        item.inspection = story.inspection
        held = story.voice.random.random() > 0.06  # noqa: PLR2004 -- about one item in sixteen is not held
        answer = "Sent through the secure transfer." if held else "We do not hold this centrally."
        commands.answer_request_item(item, held=held, answer=answer, by=co_ordinator)
        if held and story.voice.random.random() > 0.95:  # noqa: PLR2004 -- about one answer in twenty comes back
            item.state = RequestState.RECEIVED
            commands.return_request_item(item, why="The period covered ends too early.", by=story.lead)


def record(story: Story) -> None:
    """Notes and findings of each inspectorate, each its own, over the five days."""
    if not story.reaches(Status.FIELDWORK):
        return
    children = list(Child.objects.filter(inspection=story.inspection))
    strands = framework_choices(story.plot.framework).strands
    days = (date.today() - story.plot.start).days + 1 if story.plot.goal == Status.FIELDWORK else 5  # noqa: DTZ011
    for inspectorate, people in story.inspectors.items():
        for strand in strands:
            _record_notes(story, inspectorate, people, strand, children=children, days=max(1, min(5, days)))
            _record_findings(story, inspectorate, people, strand)


def _kinds(story: Story, inspectorate: str) -> set[str]:
    own = {kind for kind, agency in story.voice.agencies.items() if _remit(agency) == inspectorate}
    return own | {WHOLE_PARTNERSHIP} | ({"education"} if inspectorate == "ofsted" else set())


def _remit(agency: Agency) -> str:
    return agency.kind.inspectorate.code if agency.kind.inspectorate else ""


def _record_notes(
    story: Story, inspectorate: str, people: list[User], strand: Strand, *, children: list[Child], days: int
) -> None:
    random = story.voice.random
    rows = story.voice.fresh("notes", strand.code, _kinds(story, inspectorate), random.randint(16, 22) * days // 5 + 1)
    # What is often seen is noted of more than one child.
    rows += [row for row in rows if "{child}" in row["text"]]
    wanted = len(rows)
    noted_of: dict[str, Child | None] = {}
    notes = []
    for place, row in enumerate(rows):
        story.clock.on(story.plot.start + timedelta(days=place * days // wanted), 9 + place % 8)
        others = [each for each in children if each != noted_of.get(row["text"])]
        child = noted_of[row["text"]] = random.choice(others) if "{child}" in row["text"] else None
        agency = story.voice.agency(row["agency"])
        note = commands.add_note(
            story.inspection,
            activity=row["activity"],
            strand=strand,
            agency=agency,
            child=child,
            text=story.voice.fill(row["text"], child=child, agency=agency or "the partnership"),
            by=random.choice(people),
        )
        notes.append(note)
    story.notes[f"{inspectorate}:{strand.code}"] = notes


def _record_findings(story: Story, inspectorate: str, people: list[User], strand: Strand) -> None:
    random = story.voice.random
    rows = story.voice.fresh("findings", strand.code, _kinds(story, inspectorate), random.randint(7, 9))
    # One priority action at most in an inspection, and not in every one.
    urgent = [row for row in rows if row["kind"] == FindingKind.PRIORITY_ACTION]
    if inspectorate == "ofsted" and story.plot.seed % 3 == 0 and not story.urgent:
        story.urgent = bool(urgent)
        urgent = urgent[1:]
    rows = [row for row in rows if row not in urgent][:6]
    choices = framework_choices(story.plot.framework)
    criteria = {row.code: row for row in choices.of_strand(strand)}
    for row in rows:
        agency = story.voice.agency(row["agency"])
        notes = story.notes.get(f"{inspectorate}:{strand.code}", [])
        cited = random.sample(notes, min(len(notes), random.randint(1, 4)))
        commands.add_finding(
            story.inspection,
            strand=strand,
            criterion=criteria.get(row["criterion_hint"]),
            agency=agency,
            level=row["level"],
            kind=row["kind"],
            effect=row["effect"],
            responsible=agency or story.voice.agency("local-authority") if row["kind"] == FindingKind.PRIORITY_ACTION else None,
            statement=story.voice.fill(row["statement"], agency=agency or "the partnership"),
            notes=cited,
            by=random.choice(people),
        )


def evaluate(story: Story) -> None:
    """Each inspectorate draws its findings together, strand by strand."""
    if not story.reaches(Status.MODERATION):
        return
    story.clock.on(story.plot.start + timedelta(days=4), 15)
    for inspectorate, people in story.inspectors.items():
        for strand in framework_choices(story.plot.framework).strands:
            rows = story.voice.fresh("evaluations", strand.code, _kinds(story, inspectorate), 2)
            seen: set[Agency | None] = set()
            for row in rows:
                agency = story.voice.agency(row["agency"])
                if agency in seen or len(seen) > 1:
                    continue
                seen.add(agency)
                drawn = Finding.objects.filter(
                    inspection=story.inspection, inspectorate__code=inspectorate, strand=strand, agency=agency
                )
                commands.add_evaluation(
                    story.inspection,
                    strand=strand,
                    agency=agency,
                    effect=EvaluationEffect(row["effect_balance"]),
                    text=story.voice.fill(row["text"], agency=agency or "the partnership"),
                    findings=drawn,
                    by=people[0],
                )


def moderate(story: Story) -> None:
    """All see all; each inspectorate agrees; a finding that says the same twice is set aside."""
    if not story.reaches(Status.MODERATION):
        return
    friday = story.plot.start + timedelta(days=4)
    story.step("begin_moderation", friday, 16)
    story.clock.on(friday + timedelta(days=3), 10)
    findings = list(Finding.objects.filter(inspection=story.inspection).select_related("text", "inspection"))
    if not story.reaches(Status.DRAFTING):
        findings = findings[: len(findings) * 2 // 3]
    aside = {finding.pk for finding in findings[7::23]}
    for finding in findings:
        finding.inspection = story.inspection
        if finding.pk in aside:
            reason = "The same is said, with more evidence, in another finding of this strand."
            commands.set_finding_aside(finding, reason=reason, by=story.lead)
            continue
        for inspectorate, people in story.inspectors.items():
            # Where moderation is still going on, one inspectorate has not come to the last findings yet.
            if not story.reaches(Status.DRAFTING) and inspectorate == "hmicfrs" and finding.pk % 3 == 0:
                continue
            commands.agree_finding(finding, version=finding.text.version, by=people[0])
