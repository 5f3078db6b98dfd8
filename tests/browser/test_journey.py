"""One inspection from the programme year to the local area's download, only through what people see and click."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.formats import date_format
from pypdf import PdfReader

from agencies.models import LocalArea
from agencies.queries import holidays
from jtai.workingdays import add
from reports.demonstration.people import make_people
from tests import services as beside
from tests.browser.acting import Opens, Person
from tests.pdfcheck import pdfua

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.worker, pytest.mark.slow]

AREA, CO_ORDINATOR, NURSE = "Norbeck", "abena.sarpong@norbeck.example", "aisling.devaney@norbeck.example"
TOPIC, FRAMEWORK = "Serious youth violence", "2022 model: thematic"
PROGRAMME_LEAD = "adaeze.nwankwo@ofsted.example"
LEAD = "callum.drysdale@ofsted.example"
REVIEWER = "uzma.khalid@ofsted.example"
DECISION_MAKER = "yolande.marchetti@ofsted.example"
INSPECTORS = {
    "Ofsted": "ingrid.solheim@ofsted.example",
    "CQC": "babatunde.oyelaran@cqc.example",
    "HMICFRS": "blessing.okonjo@hmicfrs.example",
    "HMI Probation": "bilal.hashmi@hmip.example",
}
SIGNATORIES = {
    "Ofsted": "wendy.marchbank@ofsted.example",
    "CQC": "nathaniel.cobbold@cqc.example",
    "HMICFRS": "nicola.farrant@hmicfrs.example",
    "HMI Probation": "jerome.lafayette@hmip.example",
}
STRANDS = ("Deep dive", "Leadership and multi-agency safeguarding arrangements")
TRACKED = 5
NO_GRADE = re.compile(
    r"\b(outstanding|inadequate|requires improvement|overall effectiveness|graded? (as )?(good|poor))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Evidence:
    """What one inspectorate's inspector writes: a note, and the finding that it supports."""

    note: str
    statement: str
    kind: str = "Strength"
    effect: str = "Improves children’s experiences"
    strand: str = STRANDS[0]
    level: str = "Practice"
    extra: dict[str, str] = field(default_factory=dict)


FOUND = {
    "Ofsted": Evidence(
        "The social worker of T1 visits each week and speaks to the child alone.",
        "Social workers know children at risk of serious youth violence well. Most children are seen alone and are listened to.",
    ),
    "CQC": Evidence(
        "Two health records in the sample held no outcome of the strategy meeting.",
        "Health practitioners do not always learn the outcome of strategy meetings. For a small number of children, help is late.",
        kind="Area for improvement",
        effect="Hinders children’s experiences",
    ),
    "HMICFRS": Evidence(
        "Officers at the morning meeting share intelligence about older children with youth workers the same day.",
        "A daily meeting of police, youth workers and schools finds children who carry knives early and diverts them the same day.",
        kind="Practice study",
    ),
    "HMI Probation": Evidence(
        "The board reads data of each agency, but not of children who move between areas.",
        "Leaders do not oversee children who move between areas. Partners lack a shared plan for them.",
        kind="Area for priority action",
        effect="Hinders children’s experiences",
        strand=STRANDS[1],
        level="Strategic",
    ),
}
REWORDED = "Practitioners speak to children alone, and what children say changes the plans that are made for them."


@pytest.fixture(scope="module")
def people(rows: None) -> None:  # noqa: ARG001 -- opens the database
    """Reference data and invented people; no programme year, no inspection."""
    call_command("load_reference", demonstration=True, verbosity=0, stdout=io.StringIO())
    make_people(list(LocalArea.objects.filter(demonstration=True).order_by("code")))


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    """As bin/run sets it where invented people are loaded."""
    settings.DEMONSTRATION = True


@pytest.fixture
def worker(people: None, tmp_path: Path) -> Iterator[beside.Services]:  # noqa: ARG001 -- rows for the worker
    """A real broker and a real worker."""
    with beside.services(tmp_path) as running:
        running.start_worker(processes=1)
        yield running


class Company:
    """Everybody at their own browser; each signs in when first called."""

    def __init__(self, opens: Opens) -> None:
        self.opens = opens
        self.there: dict[str, Person] = {}
        self.inspection = ""

    def __call__(self, email: str) -> Person:
        """The person, who looks at the inspection's page."""
        if email not in self.there:
            self.there[email] = self.opens().signs_in(email)
        person = self.there[email]
        if self.inspection:
            person.goes_to(self.inspection)
        return person

    def from_home(self, email: str) -> Person:
        """The same, who starts at their own first page."""
        inspection, self.inspection = self.inspection, ""
        person = self(email)
        self.inspection = inspection
        person.goes_to("/")
        return person


def test_from_the_programme_year_to_the_download(opens: Opens, worker: beside.Services, tmp_path: Path) -> None:
    company = Company(opens)
    plan(company)
    assemble_the_team(company)
    prepare(company)
    record(company)
    moderate(company)
    draft_and_review(company)
    check_the_facts(company)
    sign(company)
    embargoed = read_under_embargo(company)
    published = publish(company)
    assert published == embargoed
    read_the_letter(published, tmp_path)
    answer(company)
    assert "Traceback" not in worker.said()


def plan(company: Company) -> None:
    """The programme lead opens the year, tries a week that cannot stand, and plans one that can."""
    office = company(PROGRAMME_LEAD)
    office.follows("Programme", exact=True)
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
    office.types_date("Start of fieldwork", date(year, 12, 19))
    office.presses("See every date")
    office.sees("This week should not stand", "Winter closure")
    office.presses("Plan this inspection")
    office.is_told_off("this week must stand")

    office.follows("Change area, topic or week")
    office.types_date("Start of fieldwork", monday - timedelta(days=2))
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
    day = date(year, 11, 1)
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


def name_of(email: str) -> str:
    """Babatunde Oyelaran, from babatunde.oyelaran@…"""
    return email.split("@", maxsplit=1)[0].replace(".", " ").title()


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


def take_step(company: Company, step: str, by: str = LEAD) -> None:
    """From the page of the inspection."""
    person = company(by)
    person.presses(step)
    person.presses(step)
    person.sees_heading(AREA)


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


def draft_and_review(company: Company) -> None:
    """The draft, a paragraph in better words, and quality assurance, which returns it once."""
    lead = company(LEAD)
    lead.presses("Begin drafting")
    lead.presses("Begin drafting")
    lead.is_told("drafted from the agreed findings")
    strength = lead.page.get_by_role("article").filter(has_text=FOUND["Ofsted"].statement).first
    lead.follows("Change", within=strength)
    lead.types("Text", REWORDED)
    lead.presses("Save the paragraph")
    lead.is_told("saved")
    send_to_quality_assurance(company)

    reviewer = company(REVIEWER)
    reviewer.follows("Quality assurance", exact=True)
    reviewer.follows("Add a comment")
    reviewer.types("Comment", "Say how leaders know that this is so.")
    reviewer.presses("Save the comment")
    reviewer.sees("Say how leaders know that this is so.")
    review(reviewer, "Return the draft to its authors", "One comment to deal with.")
    reviewer.is_told("The draft was returned with comments")

    lead = company(LEAD)
    lead.follows("Draft the report")
    lead.follows("1 open comment of the reviewer")
    lead.presses("Mark as dealt with", exact=False)
    lead.is_told("The comment is marked as dealt with")
    send_to_quality_assurance(company)
    reviewer = company(REVIEWER)
    reviewer.follows("Quality assurance", exact=True)
    review(reviewer, "Approve the draft", "Clear and well evidenced.")
    reviewer.is_told("You approved the draft")


def send_to_quality_assurance(company: Company) -> None:
    """From the inspection's page."""
    lead = company(LEAD)
    lead.presses("Send to quality assurance")
    lead.presses("Send to quality assurance")
    lead.is_told("Sent to quality assurance")


def review(reviewer: Person, decision: str, summary: str) -> None:
    """Approve or return."""
    reviewer.presses("Approve or return the draft")
    reviewer.chooses(decision, of="What do you decide?")
    reviewer.types("What you have found, for the authors", summary)
    reviewer.presses("Record the review")


def check_the_facts(company: Company) -> None:
    """The area reads the draft, makes a point and sends it; the lead answers; the decision maker decides."""
    lead = company(LEAD)
    lead.presses("Send for factual accuracy")
    lead.presses("Deliver the draft to the local area", agreeing=True)
    lead.is_told("delivered")

    area = company.from_home(CO_ORDINATOR)
    area.follows("Check the facts of the draft report")
    area.follows("Read the draft")
    area.sees(REWORDED)
    area.follows("Add a point")
    area.types("What is not accurate, and what is?", "The board has read data of children who move since March: minute 14.")
    area.presses("Save the point")
    area.is_told("The point was saved")
    area.presses("Send to the inspectors")
    area.presses("Send to the inspectors")
    area.is_told("points were sent")

    lead = company(LEAD)
    lead.follows("Factual accuracy", exact=True)
    lead.follows("Answer", within=lead.page.locator("main"))
    lead.chooses("Not accepted", of="Answer")
    lead.types("Reason", "Minute 14 speaks of a plan to read that data; it was not read yet.")
    lead.presses("Save the answer")
    lead.is_told("The answer was saved")

    decides = company(DECISION_MAKER)
    decides.follows("Decision on the statement")
    decides.chooses("Yes", of="Is a statement of proposed action required?")
    decides.selects("Principal authority", "Norbeck Council")
    decides.types("Reason for the decision", "The council leads the arrangements.")
    decides.presses("Record the decision")
    decides.is_told("The decision was recorded")
    decides.sees("Norbeck Council")


def sign(company: Company) -> None:
    """The words are frozen, the files built by the worker while the page shows it, and four people sign."""
    lead = company(LEAD)
    lead.presses("Begin sign-off")
    lead.presses("Begin sign-off")
    lead.is_told("Sign-off began")
    lead.page.get_by_role("link", name="Download the report (PDF)").wait_for(timeout=60_000)
    lead.sees("Version 1 is ready.")
    for inspectorate, email in SIGNATORIES.items():
        signatory = company.from_home(email)
        signatory.follows("Read and sign the report")
        signatory.sees("Version 1")
        signatory.follows("Read and sign")
        signatory.sees(REWORDED)
        signatory.presses("Sign version 1")
        signatory.is_told("You have signed version 1 for your inspectorate")
        row = signatory.page.locator(".govuk-summary-list__row").filter(has_text=re.compile(rf"^\s*{inspectorate}\b"))
        assert "Signed" in row.first.inner_text()


def read_under_embargo(company: Company) -> bytes:
    """The named reader, and only they, downloads before publication; the download is written down."""
    take_named_reader(company)
    reader = company.from_home(CO_ORDINATOR)
    reader.follows("Download the report under embargo")
    reader.sees("This report is under embargo until publication.")
    name, data = reader.downloads("Download the report (PDF)")
    assert name == "embargoed-norbeck.pdf"
    other = company.from_home(NURSE)
    other.misses("embargo")
    lead = company(LEAD)
    lead.follows("Pre-publication readers")
    lead.sees(f"{name_of(CO_ORDINATOR)}, PDF, version 1")
    return data


def take_named_reader(company: Company) -> None:
    """The lead names one, and begins pre-publication."""
    lead = company(LEAD)
    lead.follows("Pre-publication readers")
    lead.selects("Person", name_of(CO_ORDINATOR))
    lead.presses("Name as a reader")
    lead.sees("Named by Callum Drysdale")
    lead = company(LEAD)
    lead.follows("Sign-off", exact=True)
    lead.presses("Begin pre-publication")
    lead.is_told("Pre-publication began")


def publish(company: Company) -> bytes:
    """The public reads it without signing in; the area downloads its own."""
    lead = company(LEAD)
    lead.follows("Publication", exact=True)
    lead.presses("Publish the report")
    lead.is_told("The report was published")

    reader = company.opens()
    reader.goes_to("/reports/")
    reader.sees("1 report")
    reader.follows("Norbeck", within=reader.page.locator("main"))
    reader.sees(REWORDED)
    assert not NO_GRADE.search(reader.says())
    public = reader.fetches("Report as a PDF")
    area = company.from_home(CO_ORDINATOR)
    area.follows(AREA)
    area.follows("Download the published report")
    _name, data = area.downloads("Download the report (PDF)")
    assert public == data
    return data


def read_the_letter(data: bytes, folder: Path) -> None:
    """The PDF: headings in the framework's order, the agreed findings in their words, no grade, accessible."""
    reader = PdfReader(io.BytesIO(data))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    headings = (
        "Headline findings", "Area for priority action", "What needs to improve?", "Main findings", "Practice study", "Next steps",
    )  # fmt: skip
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    statements = [REWORDED, *(found.statement for author, found in FOUND.items() if author != "Ofsted")]
    for statement in statements:
        assert statement in text
    for email in SIGNATORIES.values():
        assert name_of(email) in text
    assert not NO_GRADE.search(text)
    assert pdfua(data, folder) == {}


def answer(company: Company) -> None:
    """Receipt counts seventy working days; the statement is sent and acknowledged, and the inspection ends."""
    received = date.today()  # noqa: DTZ011 -- the day on the person's own calendar
    due = add(received, 70, holidays())
    lead = company(LEAD)
    lead.follows("Receipt and statement")
    lead.presses("Record receipt")
    lead.types_date("Date on which the principal authority received the report", received)
    lead.types("Who received it?", "Director of children’s services")
    lead.presses("Record receipt")
    lead.sees(date_format(due, "l j F Y"))

    area = company.from_home(CO_ORDINATOR)
    area.follows("Send the statement of proposed action")
    area.sees(date_format(due, "l j F Y"))
    area.types("Statement of proposed action", "From January the board reads data of children who move. The director leads it.")
    area.presses("Send the statement")
    area.is_told("The statement of proposed action was sent")

    lead = company(LEAD)
    lead.follows("Receipt and statement")
    lead.sees("From January the board reads data of children who move.")
    lead.presses("Acknowledge and close")
    lead = company(LEAD)
    lead.sees("Closed")
