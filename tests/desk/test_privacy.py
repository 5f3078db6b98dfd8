"""The page on privacy says what the code sets and what the policy table holds."""

import csv
import re

import pytest
from django.conf import settings

from accounts import keeping

pytestmark = pytest.mark.django_db
TABLE = settings.BASE_DIR / "retention" / "reference" / "policies.csv"
SAYS = {
    ("emails", "sent"): "Emails that we sent: {}",
    ("evidence", "published"): "Notes, references to children, and what local areas answered: {}",
    ("children", "published"): "Notes, references to children, and what local areas answered: {}",
    ("request", "published"): "Notes, references to children, and what local areas answered: {}",
    ("findings", "published"): "Findings, evaluations, and the words in the record of an inspection: {}",
    ("trail", "published"): "Findings, evaluations, and the words in the record of an inspection: {}",
    ("evidence", "cancelled"): "If an inspection is cancelled: {} after that",
    ("children", "cancelled"): "If an inspection is cancelled: {} after that",
    ("request", "cancelled"): "If an inspection is cancelled: {} after that",
    ("findings", "cancelled"): "If an inspection is cancelled: {} after that",
    ("trail", "cancelled"): "the words in its record {}",
    ("account", "closed"): "Your name and email address: {}",
    ("reads", "read"): "What you opened: {}",
    ("items", "decided"): "What inspectorates shared with each other: {} after everybody who has it decided",
    ("items", "withdrawn"): "decided, {} after it was withdrawn",
    ("items", "unsent"): "drafts that were never sent {} after they were last written",
    ("letters", "acknowledged"): "Letters between inspectorates: {} after they were acknowledged",
    ("letters", "unsent"): "drafts of letters that were never sent {} after they were last written",
    ("activities", "published"): "Words and reports of routine inspections and visits: {} after they were published",
    ("activities", "done"): "visits: {} after they were published, or took place",
    ("activities", "cancelled"): "closed; {} after they were cancelled",
    ("imports", "finished"): "Tables of such activities that were sent in: {}",
    ("leave", "over"): "Your days of leave: until {} after the last of them",
    ("access", "closed"): "Requests for access to information, with what was disclosed: {}",
}


@pytest.fixture
def page(client) -> str:
    return re.sub(r"\s+", " ", client.get("/privacy/").content.decode())


def period(row: dict[str, str]) -> str:
    years, days = int(row["years"]), int(row["days"])
    return f"{years} year{'s' if years > 1 else ''}" if years else f"{days} days"


def test_each_policy_of_the_table_is_told(page):
    with TABLE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["kind"], row["after"]) for row in rows} == set(SAYS)
    for row in rows:
        sentence = SAYS[row["kind"], row["after"]].format(period(row))
        assert sentence in page, (row["code"], sentence)


def test_it_tells_of_every_cookie_and_of_what_is_erased(page):
    cookies = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, keeping.FORMS, keeping.COOKIE, "messages"}
    told = page[page.index("Cookies</h2>") : page.index("How long we keep it</h2>")]
    assert told.count("<li>") == len(cookies)
    assert "two cookies" not in page
    assert "never changed or taken out" in page
    assert "erased when their time has come" in page


def test_it_says_who_is_responsible_on_what_basis_who_may_search_and_where_to_complain(page):
    for said in (
        "Each inspectorate is the controller",
        "section 20 of the Children Act 2004",
        "information governance officers of your inspectorate can search",
        "also those that you never shared",
        "its letters, and the record",
        "the emails that the service sent to you",
        "your organisation’s data protection officer",
        "complain to the Information Commissioner",
    ):
        assert said in page, said
