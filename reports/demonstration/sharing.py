"""What the inspectorates told each other about the invented areas: new, waiting, late, decided, withdrawn; and letters. All made up."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from agencies.models import Inspectorate, LocalArea
from intelligence import commands
from intelligence.commands import About
from intelligence.models import Item, Kind, Marking, Source, Strand
from intelligence.queries import to_be_used_in
from jobs import runner
from reports.demonstration.clock import Clock
from reports.demonstration.people import Cast

# The first was sent before the inspection of that council in which it was used, and said to be once that was over.
MANY_DAYS, USED_DAYS, SOME_DAYS = 175, 140, 12


@dataclass(frozen=True)
class Told:
    """One item. by, to: codes of inspectorates. ago: how many days. area: the number of the local area, from 1."""

    by: str
    to: tuple[str, ...]
    area: int
    ago: int
    text: str
    kind: str = Kind.CONCERN
    strand: str = ""
    urgent: bool = False
    source_words: str = ""


ITEMS = (
    Told(
        "cqc", ("ofsted",), 1, MANY_DAYS,
        "Health visitors in two districts do not take part in strategy meetings. Decisions are made without what they know of babies.",
        strand=Strand.FRONT_DOOR, source_words="A review of health services",
    ),
    Told(
        "hmicfrs", ("ofsted", "hmi-probation"), 1, SOME_DAYS,
        "Officers find children who go missing quickly. What they learn when a child comes back is not passed on for days.",
        strand=Strand.DEEP_DIVE, source_words="A child protection inspection",
    ),
    Told(
        "ofsted", ("cqc", "hmicfrs"), 4, 2,
        "The out-of-hours team has had no manager for three weeks. Calls about children at risk wait until the morning.",
        strand=Strand.FRONT_DOOR, urgent=True, source_words="A monitoring visit",
    ),
    Told(
        "ofsted", ("cqc", "hmicfrs", "hmi-probation"), 5, 30,
        "The daily meeting of council, police and health is chaired in turn, and each case leaves it with a named person. Others could learn from it.",
        kind=Kind.PRACTICE, strand=Strand.LEADERSHIP, source_words="A focused visit",
    ),
    Told(
        "hmi-probation", ("ofsted",), 9, 45,
        "Plans for young people who are known to both services contradict each other. Staff do not know of the other plan.",
        strand=Strand.LEADERSHIP, source_words="An inspection of the youth justice service",
    ),
    Told(
        "cqc", ("ofsted", "hmicfrs"), 12, 20,
        "Maternity staff ask every woman about violence at home, alone and in her language, and know whom to call.",
        kind=Kind.PRACTICE, source_words="An inspection of a hospital",
    ),
)  # fmt: skip


def share(casts: dict[str, Cast], clock: Clock) -> int:
    """Sent on their days; some are acknowledged and decided, one is corrected, one withdrawn and one still a draft. Returns how many."""
    areas = list(LocalArea.objects.filter(demonstration=True).order_by("code"))
    sent = [_send(told, areas, casts, clock) for told in ITEMS]
    office = casts["ofsted"].by_role["programme-lead"]
    clock.on(clock.today - timedelta(days=MANY_DAYS - 3))
    commands.acknowledge(sent[0], version=1, by=office)
    reason = "The next inspection of the council looks at how health takes part in strategy meetings."
    commands.decide(sent[0], outcome="programme", programme="ilacs", reason=reason, version=1, by=office)
    clock.on(clock.today - timedelta(days=USED_DAYS))
    _use(sent[0], by=office)
    clock.on(clock.today - timedelta(days=25))
    for code in ("cqc", "hmicfrs"):
        commands.acknowledge(sent[3], version=1, by=casts[code].by_role["programme-lead"])
    reason = "Told to our inspectors as an example. Nothing has to follow."
    commands.decide(sent[3], outcome="no-action", reason=reason, version=1, by=casts["cqc"].by_role["programme-lead"])
    clock.on(clock.today - timedelta(days=8))
    commands.withdraw_item(sent[5], why="It was of another hospital. We have told the right one.", by=sent[5].author)
    clock.on(clock.today)
    author = casts["cqc"].inspectors[0]
    words = "Two general practices do not send what the conference asks them for."
    commands.add_item(local_area=areas[0], text=words, about=_about(Kind.CONCERN, "Reading records"), by=author)
    _write_letters(sent, areas, casts, clock)
    return len(sent) + 1


LETTER = (
    "In the last year our inspectors looked at how health services take part in strategy meetings in several local areas. "
    "Where they take part, decisions are better. Where they do not, nobody had asked them.\n\n"
    "We found the same three gaps wherever health services were missing:\n\n"
    "- they learn of the meeting after it was held\n"
    "- nobody is named who may speak for the whole of health\n"
    "- what was decided does not reach general practice\n\n"
    "One inspection of a council does not show this, because each council sees only its own meetings.\n\n"
    "We ask you to look at invitations to strategy meetings in your next round of inspections, and to tell us what you find."
)
DRAFT = (
    "Calls to out-of-hours teams are passed between police and council without a record of who has them.\n\n"
    "We would like to look at this together before the spring."
)


def _write_letters(sent: list[Item], areas: list[LocalArea], casts: dict[str, Cast], clock: Clock) -> None:
    """One from CQC that waits for Ofsted, with its PDF, and a draft of Ofsted's. There is no worker here, so the loader does its job."""
    by_code = {row.code: row for row in Inspectorate.objects.all()}
    clock.on(clock.today - timedelta(days=4))
    author = casts["cqc"].inspectors[0]
    about = commands.letter_about(
        recipient=by_code["ofsted"],
        subject="Health services and strategy meetings",
        items=[sent[0]],
        signs_name="Leonora Whitcombe",
        signs_role="Deputy director, children’s health",
    )
    letter = commands.add_letter(text=LETTER, about=about, local_area=areas[0], by=author)
    commands.send_letter(letter, marking=Marking.SENSITIVE, version=1, by=author)
    for document in letter.documents.all():
        if document.job_id is not None:
            runner.run(document.job_id)
    clock.on(clock.today)
    subject = "Calls about children at risk outside office hours"
    about = commands.letter_about(recipient=by_code["hmicfrs"], subject=subject, items=[sent[2]])
    commands.add_letter(text=DRAFT, about=about, local_area=areas[3], by=casts["ofsted"].inspectors[0])


def _use(item: Item, *, by: User) -> None:
    """In the newest activity of an own programme that this person can name there."""
    rows = to_be_used_in(by, item).rows
    if rows:
        commands.use_item(item, target=rows[0][0], by=by)


def _about(kind: str, words: str, *, strand: str = "", urgent: bool = False) -> About:
    return About(kind=kind, source_kind=Source.OTHER, source_words=words, strand=strand, urgent=urgent)


def _send(told: Told, areas: list[LocalArea], casts: dict[str, Cast], clock: Clock) -> Item:
    clock.on(clock.today - timedelta(days=told.ago))
    author = casts[told.by].inspectors[0]
    about = _about(told.kind, told.source_words, strand=told.strand, urgent=told.urgent)
    item = commands.add_item(local_area=areas[told.area - 1], text=told.text, about=about, by=author)
    recipients = list(Inspectorate.objects.filter(code__in=told.to).order_by("position"))
    return commands.send_item(item, version=1, attached=(), marking=Marking.SENSITIVE, recipients=recipients, by=author)
