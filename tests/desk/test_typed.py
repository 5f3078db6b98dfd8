"""A sending that is refused as a whole, whoever refuses it: the page still shows what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from desk import typed
from inspections import commands
from tests.walk import cast, inspection_at, strand_of
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
WORDS = "She was seen alone,\nand <asked> what she wanted."
SHOWN = "She was seen alone,\nand &lt;asked&gt; what she wanted."


@pytest.fixture
def writing(people):
    """An inspection in fieldwork, the address of its form for notes, and what CQC's inspector sends there."""
    inspection = inspection_at("fieldwork")
    data = {"text": WORDS, "activity": "interview", "strand": strand_of(inspection).pk}
    return inspection, reverse("note_add", args=[inspection.pk]), data, people.cqc


def assert_told(answer, status):
    """The page's text, when the status is this one and the words stand on it."""
    page = answer.content.decode()
    assert (answer.status_code, SHOWN in page) == (status, True)
    # They are as sensitive here as where they were meant for, on the screen and on paper.
    assert 'class="app-marking"' in page
    assert "OFFICIAL-SENSITIVE" in page.partition("<main")[0]
    return page


def test_after_the_sign_in_has_ended(writing):
    _inspection, address, data, _person = writing
    page = assert_told(Client().post(address, data), 401)
    assert f"/sign-in/?next={address}" in page
    assert Client().post(address, {"activity": "interview"}).status_code == 302


def test_after_signing_in_again_in_another_window(writing):
    _inspection, address, data, person = writing
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert_told(client.post(address, data), 403)


def test_after_leaving_the_team(client, writing):
    inspection, address, data, person = writing
    client.force_login(person)
    commands.end_place(inspection.team.get(user=person), by=cast().programme_lead)
    assert_told(client.post(address, data), 404)


def test_after_the_draft_was_taken_back_from_the_area(client):
    report = report_at("factual-accuracy")
    client.force_login(cast().co_ordinator)
    commands.take_step("return_to_drafting", report.inspection, reason="More to say", by=cast().lead)
    address = reverse("response_point_add", args=[report.inspection_id])
    assert_told(client.post(address, {"body": WORDS}), 409)


def test_after_the_report_was_taken_from_the_reviewer(client):
    report = report_at("quality-assurance")
    client.force_login(cast().reviewer)
    commands.take_step("pause", report.inspection, reason="A serious incident", by=cast().lead)
    assert_told(client.post(reverse("report_comment_add", args=[report.inspection_id]), {"body": WORDS}), 403)


def test_a_password_is_never_shown_again():
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("sign_in"), {"email": "a@b.example", "password": "correct horse battery"})
    assert (page.status_code, "correct horse" in page.content.decode()) == (403, False)


def test_what_another_site_sent_is_not_shown(writing):
    _inspection, address, data, _person = writing
    answer = Client().post(address, data, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, SHOWN in answer.content.decode()) == (302, False)


def test_only_words_of_casework_are_marked(client, people, writing):
    """Where no words are shown, and where they are of no case, nothing is marked; what is not there is marked like what is not yours."""
    inspection, address, data, _person = writing
    client.force_login(people.stranger)
    marked = 'class="app-marking"'
    assert marked not in client.get(address).content.decode()
    assert marked in client.post(address, data).content.decode()
    assert marked in client.post(address.replace(str(inspection.pk), "999999"), data).content.decode()
    client.force_login(people.cqc)
    answer = client.post(reverse("bank_holidays"), {"name": "A day of no case"})
    assert (answer.status_code, marked in answer.content.decode()) == (403, False)
    client.logout()
    answer = client.post(reverse("access_requests"), {"subject": "Everything about me"})
    assert (answer.status_code, marked in answer.content.decode()) == (401, True)


def test_words_of_the_own_programmes_and_of_what_is_shared_are_marked(people):
    names = ("activity_edit", "breach_edit", "recommendation_edit", "check_item", "item_edit", "letter_edit")
    paths = [reverse(name, args=[1]) for name in names]
    marks = [place.marking for place in typed.places_of(people.cqc, [*paths, reverse("bank_holidays")])]
    assert marks == ["OFFICIAL-SENSITIVE"] * len(names) + [""]
