"""The journey of a concern: CQC records what a review recommends and shares what it saw; Ofsted decides; nobody else learns of it."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from tests.browser.acting import Person
from tests.browser.sweeping import Gallery
from tests.programmes.acting import programme
from tests.walk import AREA, cast, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
ADVICE = "Make one plan for each child across maternity and health visiting."
CONCERN = "Health visitors in two districts take no part in strategy meetings, so what they know of babies is missing."
REASON = "The next inspection looks at how health takes part in strategy meetings."
BEGAN, ENDED = date(2025, 5, 12), date(2025, 5, 16)


def records_a_recommendation(cqc: Person) -> None:
    cqc.goes_to("/")
    cqc.follows("Programmes", exact=True)
    cqc.follows("CLAS", exact=True)
    cqc.follows("Record an activity")
    cqc.follows("Fellmoor")
    cqc.selects("What kind of activity is it?", "Review")
    cqc.chooses("It has taken place", of="How far is it?")
    cqc.types_date("First day", BEGAN)
    cqc.types_date("Last day", ENDED)
    cqc.selects("What did it show about the agency’s contribution to local safeguarding arrangements?", "Hinders")
    cqc.types("And in words", "Help for babies is planned without those who see them.")
    cqc.presses("Save the activity")
    cqc.follows("Add a recommendation")
    cqc.selects("Agency", "Fellmoor Integrated Care Board")
    cqc.selects("As what is it addressed?", "Commissioner")
    cqc.types("What is recommended?", ADVICE)
    cqc.presses("Add the recommendation")
    cqc.sees(ADVICE)


def shares_a_concern(cqc: Person) -> str:
    cqc.goes_to("/")
    cqc.follows("Shared", exact=True)
    cqc.follows("Share something")
    cqc.selects("Which local area is it about?", "Fellmoor")
    cqc.presses("Continue")
    cqc.chooses("Concern")
    cqc.types("What the other inspectorates should know", CONCERN)
    cqc.chooses("A routine inspection or visit")
    cqc.presses("Save the draft")
    cqc.is_told("Until it is sent, only you and your programme leads can see it")
    cqc.presses("Check and send")
    cqc.presses("Send", exact=True)
    cqc.is_told_off("Select the marking: without one nothing is sent", "Select at least one inspectorate to send it to")
    cqc.chooses("OFFICIAL-SENSITIVE")
    cqc.chooses("Ofsted")
    cqc.presses("Send", exact=True)
    cqc.is_told("It was sent.")
    return re.sub(r"^https?://[^/]+|\?.*$", "", cqc.page.url)


def decides(ofsted: Person) -> None:
    ofsted.goes_to("/")
    ofsted.follows("Shared", exact=True)
    ofsted.goes_to(reverse("item_queue"))
    ofsted.follows("Concern")
    ofsted.presses("Acknowledge", exact=True)
    ofsted.is_told("It is acknowledged for your inspectorate.")
    ofsted.presses("Decide about it")
    ofsted.chooses("It informs one of our programmes")
    ofsted.selects("Which programme?", "Inspection of local authority")
    ofsted.types("Reason", REASON)
    ofsted.presses("Save the decision")
    ofsted.is_told("The decision was saved.")
    ofsted.sees(REASON, "(ILACS)")


def finds_nothing(hmicfrs: Person, item: str) -> None:
    """Not by its page, the list, a search, a count, the profile of the area, or over the API."""
    assert hmicfrs.page.goto(item).status == 404
    for address in (
        reverse("items"),
        f"{reverse('items')}?text=strategy",
        reverse("item_queue"),
        reverse("local_area", args=[AREA]),
        "/",
    ):
        hmicfrs.goes_to(address)
        assert CONCERN[:40] not in hmicfrs.page.content()
        assert not re.search(r"\b[1-9]\d* (item|concern|thing)s? ", hmicfrs.says()), hmicfrs.says()
    for address in (
        f"/api/v1{item}",
        "/api/v1/intelligence/?text=strategy",
        f"/api/v1/intelligence/signals/?local_area={AREA}",
    ):
        answer = hmicfrs.page.request.get(address)
        assert CONCERN[:40] not in answer.text()
        assert '"concerns":1' not in answer.text()
    assert hmicfrs.page.request.get("/api/v1/intelligence/").json()["count"] == 0


def test_a_concern_goes_to_whom_it_was_sent_and_to_nobody_else(rows: None, gallery: Gallery) -> None:  # noqa: ARG001 -- opens the database
    people = cast()
    local_area(AREA)
    programme("clas")
    cqc, ofsted, hmicfrs = gallery(people.cqc), gallery(people.programme_lead), gallery(people.hmicfrs)
    records_a_recommendation(cqc)
    item = shares_a_concern(cqc)
    decides(ofsted)
    cqc.goes_to(item)
    cqc.sees(REASON)
    profile = reverse("local_area", args=[AREA])
    for reader in (cqc, ofsted):
        reader.goes_to(profile)
        assert "Health visitors in two districts" in reader.says()
    cqc.goes_to(profile)
    cqc.sees("Recommendation: Make one plan")
    finds_nothing(hmicfrs, item)
    area = gallery(people.co_ordinator)
    assert area.page.goto(item).status == 404
    area.goes_to(profile)
    assert "Health visitors" not in area.page.content()
    assert not [person.faults for person in (cqc, ofsted, hmicfrs, area) if person.faults]
    assert not [letter for letter in mail.outbox if "Fellmoor" in letter.body or CONCERN[:30] in letter.body]
