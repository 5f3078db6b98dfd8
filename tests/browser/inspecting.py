"""The journey’s first half: from the programme year to what every inspectorate agrees."""

from datetime import date, timedelta

from django.utils.formats import date_format

from agencies.queries import holidays
from jtai.workingdays import add
from tests.browser.acting import Person
from tests.browser.company import (
    AREA,
    CO_ORDINATOR,
    FOUND,
    FRAMEWORK,
    INSPECTORS,
    LEAD,
    PROGRAMME_LEAD,
    REVIEWER,
    SIGNATORIES,
    STRANDS,
    TOPIC,
    TRACKED,
    Company,
    Evidence,
    name_of,
    take_step,
)


def plan(company: Company) -> None:
    """The programme lead opens the year, tries a week that cannot stand, and plans one that can."""
    office = company(PROGRAMME_LEAD)
    office.follows("Programme years", exact=True)
    office.sees("No programme year has been opened yet.")
    office.presses("Open a programme year")
    year = int(office.field("In which calendar year does it begin?").input_value()) + 1
    office.types("In which calendar year does it begin?", str(year))
    office.presses("Open the year")
    office.is_told("is open")
    office.sees("Shortfall")
    monday = first_monday_of_november(year)

    office.presses("Plan an inspection")
    office.presses("See every date")
    office.is_told_off("Select a local area", "Select a framework", "Enter the day on which fieldwork starts")
    office.types("Name contains", "norb")
    office.presses("Narrow the list")
    office.sees("1 local area to choose from.")
    office.selects("Local area", AREA)
    office.chooses(FRAMEWORK, of="Framework")
    office.selects("Deep-dive topic", TOPIC)
    office.types_date("Start of fieldwork", monday_from(date(year, 12, 19)))
    office.presses("See every date")
    office.sees("This week should not stand", "Winter closure")
    office.presses("Plan this inspection")
    office.is_told_off("this week must stand")

    office.follows("Change area, topic or week")
    office.types_date("Start of fieldwork", monday - timedelta(days=2))
    office.presses("See every date")
    office.is_told_off("Fieldwork starts on a day from Monday to Friday")
    office.types_date("Start of fieldwork", monday + timedelta(days=1))
    office.presses("See every date")
    office.sees("Fieldwork runs from Monday to Friday")
    office.follows("Change area, topic or week")
    office.types_date("Start of fieldwork", monday)
    office.presses("See every date")
    office.misses("This week should not stand")
    for days, what in ((-10, "Notification"), (0, "Fieldwork starts")):
        row = office.page.get_by_role("row").filter(has_text=what).first
        assert date_format(add(monday, days, holidays()), "j F Y") in row.inner_text()
    office.presses("Plan this inspection")
    office.is_told("Norbeck has its place in the year")
    company.inspection = office.page.url


def first_monday_of_november(year: int) -> date:
    """A week without bank holidays or closed periods in every year."""
    return monday_from(date(year, 11, 1))


def monday_from(day: date) -> date:
    """The day itself if it is one, else the next."""
    return day + timedelta(days=(-day.weekday()) % 7)


def assemble_the_team(company: Company) -> None:
    """Before there is a team the step says so; a programme lead gives every place."""
    office = company(PROGRAMME_LEAD)
    office.sees("Not started")
    office.follows("Team", exact=True)
    places = [(LEAD, "Lead inspector"), (REVIEWER, "Quality assurance")]
    places += [(email, "Team inspector") for email in INSPECTORS.values()]
    places += [(email, "Signatory") for email in SIGNATORIES.values()]
    for email, part in places:
        name = name_of(email)
        office.presses("Give somebody a place")
        office.selects("Person", name)
        office.chooses(part, of="Part")
        office.presses("Give the place")
        office.is_told(f"{name} has a place on the team")


def prepare(company: Company) -> None:
    """Notification, set-up, the information request, children."""
    take_step(company, "Notify the local area")
    take_step(company, "Start set-up")

    area = company.from_home(CO_ORDINATOR)
    area.follows("to answer")
    area.follows("List of children in scope")
    area.presses("Send the answer")
    area.is_told_off("Select whether you hold this", "Enter how you have provided this")
    area.chooses("Yes, and this says how we have provided it", of="Do you hold this?")
    area.types("Your answer", "List 1 was sent through the council’s portal: 74 references, without names.")
    area.presses("Send the answer")
    area.is_told("answer")

    lead = company(LEAD)
    lead.sees("Add 5 more tracked children first.")
    inspector = company(INSPECTORS["Ofsted"])
    inspector.follows("Children")
    for _number in range(TRACKED):
        inspector.presses("Add a child")
        inspector.chooses("Tracked", of="Tracked or sampled?")
        inspector.chooses("10 to 15", of="Age")
        inspector.chooses("Norbeck Council")
        inspector.presses("Add the child")
        inspector.is_told("was added")
    inspector.sees("T1", "T5")
    take_step(company, "Start fieldwork")


def record(company: Company) -> None:
    """Each inspectorate writes a note and a finding from it, and sees no other's."""
    for evidence_of, evidence in FOUND.items():
        inspector = company(INSPECTORS[evidence_of])
        inspector.follows("Evidence notes")
        inspector.sees("There is no note yet that you can see.")
        inspector.presses("Add a note")
        inspector.types("What you saw or heard", evidence.note)
        inspector.chooses("Case tracking", of="Where it comes from")
        inspector.chooses(evidence.strand, of="Strand")
        inspector.selects("Child", "T1")
        inspector.presses("Save the note")
        inspector.is_told("The note was saved")
        inspector.page.get_by_label("Choose for a finding").first.check()
        inspector.presses("Add a finding from the chosen notes")
        write_finding(inspector, evidence)
    cqc = company(INSPECTORS["CQC"])
    cqc.follows("Findings", exact=True)
    cqc.sees(FOUND["CQC"].statement)
    cqc.misses(FOUND["Ofsted"].statement)
    for author, strand in zip(("Ofsted", "HMI Probation"), STRANDS, strict=True):
        evaluate(company(INSPECTORS[author]), FOUND[author], strand)


def write_finding(inspector: Person, evidence: Evidence) -> None:
    """The form of a finding; a priority action asks who is responsible."""
    inspector.types("Statement", evidence.statement)
    inspector.chooses(evidence.kind, of="Kind")
    if evidence.kind == "Area for priority action":
        inspector.selects("Who is responsible for the priority action?", "Norbeck Council")
    inspector.chooses(evidence.effect, of="What do local arrangements do to children’s experiences here?")
    inspector.chooses(evidence.strand, of="Strand")
    inspector.chooses(evidence.level, of="Level")
    inspector.presses("Save the finding")
    inspector.is_told("The finding was saved")


def evaluate(inspector: Person, evidence: Evidence, strand: str) -> None:
    """What the findings of a strand say together."""
    inspector.follows("Evaluations", exact=True)
    inspector.presses("Add an evaluation")
    inspector.chooses(strand, of="Strand")
    inspector.chooses("Improves in some respects, hinders in others", of="What do local arrangements do")
    inspector.types("Evaluation", f"Taken together, arrangements help children in part. {strand} shows both.")
    inspector.page.get_by_label(evidence.statement[:40]).check()
    inspector.presses("Save the evaluation")
    inspector.is_told("The evaluation was saved")


def moderate(company: Company) -> None:
    """Now everybody sees everything, and each inspectorate agrees each finding."""
    take_step(company, "Begin moderation")
    for email in INSPECTORS.values():
        inspector = company.from_home(email)
        inspector.follows("4 findings to agree")
        for left in range(len(FOUND), 0, -1):
            inspector.presses("Agree finding", exact=False)
            inspector.is_told("Your inspectorate agrees finding")
            if left > 1:
                inspector.sees("Show all findings")
        inspector.sees("Nothing waits for your inspectorate.")
