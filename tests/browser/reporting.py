"""The journey’s second half: from the first draft to the end of the inspection."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from pypdf import PdfReader

from agencies.queries import holidays
from jtai.workingdays import add
from tests.browser.acting import Person
from tests.browser.company import (
    AREA,
    CO_ORDINATOR,
    DECISION_MAKER,
    FOUND,
    LEAD,
    NURSE,
    REVIEWER,
    REWORDED,
    SIGNATORIES,
    Company,
    name_of,
)
from tests.pdfcheck import pdfua

NO_GRADE = re.compile(
    r"\b(outstanding|inadequate|requires improvement|overall effectiveness|graded? (as )?(good|poor))\b", re.IGNORECASE
)


def draft_and_review(company: Company) -> None:
    """The draft, a paragraph in better words, and quality assurance, which returns it once."""
    lead = company(LEAD)
    lead.presses("Begin drafting")
    lead.sees("There is no draft yet.")
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
    lead.sees_heading("Quality assurance")
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
    area.sees("You are about to send 1 point to the inspectors.")
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
    lead.sees_heading("Sign-off")
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
    outlined = [entry.title for entry in flat(reader.outline)]
    assert [title for title in outlined if title in headings] == list(headings)
    statements = [REWORDED, *(found.statement for author, found in FOUND.items() if author != "Ofsted")]
    for statement in statements:
        assert statement in text
    for email in SIGNATORIES.values():
        assert name_of(email) in text
    assert not NO_GRADE.search(text)
    assert pdfua(data, folder) == {}


def flat(entries: list[Any]) -> Iterator[Any]:
    """Of the outline, which is made of the tagged headings, every entry."""
    for entry in entries:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def answer(company: Company) -> None:
    """Receipt counts seventy working days; the statement is sent and acknowledged, and the inspection ends."""
    received = date.today()  # noqa: DTZ011 -- the day on the person's own calendar
    due = add(received, 70, holidays())
    lead = company(LEAD)
    lead.follows("Receipt and statement")
    lead.presses("Record receipt")
    lead.sees("Who received it?")
    lead.types_date("Date on which the principal authority received the report", received)
    lead.types("Who received it?", "Director of children’s services")
    lead.presses("Record receipt")
    lead.sees(date_format(due, "l j F Y"))

    area = company.from_home(CO_ORDINATOR)
    area.follows("Send the statement of proposed action")
    area.sees(date_format(due, "l j F Y"))
    area.types("Statement of proposed action", "From January the board reads data of children who move. The director leads it.")
    area.presses("Send the statement", agreeing=True)
    area.is_told("The statement of proposed action was sent")

    lead = company(LEAD)
    lead.follows("Receipt and statement")
    lead.sees("From January the board reads data of children who move.")
    lead.presses("Acknowledge and close")
    lead = company(LEAD)
    lead.sees("Closed")
