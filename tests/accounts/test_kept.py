"""Nothing typed is lost when a session ends: it comes back to the one who typed it, and to nobody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.template.defaultfilters import date as date_filter
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from accounts.models import KeptSending
from inspections.models import EvidenceNote
from tests.factors import code_now, with_totp
from tests.walk import cast, inspection_at, strand_of

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
WORDS = "\r\n".join(f"Line {number} of <what> she said & wanted." for number in range(250))  # 2,000 words


@pytest.fixture
def inspection():
    made = inspection_at("fieldwork")
    for person in (cast().cqc, cast().hmicfrs):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        with_totp(person)
    return made


class Browser:
    """A browser that fills in the forms of pages, tokens and all."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
        self.page = ""

    def get(self, path):
        answer = self.client.get(path)
        self.page = answer.content.decode()
        return answer

    def token(self):
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)[1]

    def post(self, path, values, **headers):
        answer = self.client.post(path, {**values, "csrfmiddlewaretoken": self.token()}, headers=headers)
        self.answer = answer.content.decode()
        return answer

    def enters(self, person, where="", later=0):
        self.get(f"/sign-in/?next={where}")
        assert self.post("/sign-in/", {"email": person.email, "password": PASSWORD, "next": where}).url == "/sign-in/code/"
        self.get("/sign-in/code/")
        return self.post("/sign-in/code/", {"code": code_now(later=later)})

    def loses_the_session(self):
        Session.objects.filter(pk=self.client.cookies["sessionid"].value).delete()


@pytest.fixture
def writing(inspection):
    """CQC's inspector with a form that is filled in; the session has just ended."""
    browser = Browser()
    browser.enters(cast().cqc)
    path = _address(inspection)
    browser.get(path)
    browser.loses_the_session()
    return browser, path, {"text": WORDS, "activity": "interview", "strand": strand_of(inspection).pk}


def _address(inspection):
    return reverse("note_add", args=[inspection.pk])


def sent_again(browser):
    """The values of the form on the page of what was kept."""
    form = re.search(r'<form method="post" action="([^"]+)" data-unsaved>(.*?)</form>', browser.page, re.DOTALL)
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', form[2])
    fields += re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', form[2], re.DOTALL)
    plain = [(name, value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) for name, value in fields]
    return form[1], dict(plain)


def hidden_in(page):
    """The hidden values of the form that came back with what is wrong."""
    form = re.search(r'<form method="post"[^>]*data-unsaved[^>]*>(.*?)</form>', page, re.DOTALL)
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form[1]))


def test_two_thousand_words_come_back_after_signing_in_again(writing, inspection):
    browser, path, values = writing
    answer = browser.post(path, values)
    assert (answer.status_code, "We kept what you typed" in browser.answer) == (401, True)
    row = KeptSending.objects.get()
    assert (row.user, row.path, b"Line 7" in bytes(row.sealed)) == (cast().cqc, path, False)
    assert browser.client.cookies["kept"]["httponly"] is True
    where = re.search(r'/sign-in/\?next=([^"]+)"', browser.answer)[1]

    assert browser.enters(cast().cqc, where, later=1).url == where
    assert browser.get(where).status_code == 200
    to, again = sent_again(browser)
    assert (to, again["text"], again["activity"]) == (path, WORDS, "interview")
    assert browser.post(to, again).status_code == 302
    note = EvidenceNote.objects.get(inspection=inspection)
    assert note.text.body.replace("\r\n", "\n") == WORDS.replace("\r\n", "\n")
    assert KeptSending.objects.count() == 0
    assert browser.get(where).status_code == 404


def test_words_that_are_refused_when_they_come_back_are_forgotten_once_they_are_saved(writing, inspection):
    browser, path, values = writing
    browser.post(path, {**values, "activity": ""})
    kept = KeptSending.objects.get()
    browser.enters(cast().cqc, f"/kept/{kept.pk}/", later=1)
    browser.get(f"/kept/{kept.pk}/")
    to, again = sent_again(browser)
    assert browser.post(to, again).status_code == 422
    assert KeptSending.objects.count() == 1, "not saved yet"

    browser.page = browser.answer
    corrected = hidden_in(browser.page)
    assert corrected["kept-sending"] == str(kept.pk)
    assert browser.post(path, {**corrected, **values}).status_code == 302
    assert EvidenceNote.objects.get(inspection=inspection).text.body.count("Line") == 250
    assert KeptSending.objects.count() == 0
    browser.get("/")
    assert "You have words that were not saved" not in browser.page


@pytest.mark.parametrize("value", ["", "x1", "1 or 1", "²"])
def test_only_a_number_is_carried_on(inspection, value):
    browser = Browser()
    browser.enters(cast().cqc)
    path = _address(inspection)
    browser.get(path)
    assert browser.post(path, {"kept-sending": value}).status_code == 422
    assert "kept-sending" not in browser.answer


def test_nobody_else_sees_them(writing):
    browser, path, values = writing
    browser.post(path, values)
    where = f"/kept/{KeptSending.objects.get().pk}/"
    assert browser.enters(cast().hmicfrs, where).url == "/", "words of somebody else are no place to go to"
    assert browser.get(where).status_code == 404
    elsewhere = Browser()
    elsewhere.enters(cast().cqc, later=1)
    assert elsewhere.get(where).status_code == 404, "the cookie of that browser is part of the key"


def test_home_leads_to_them_whichever_way_somebody_signs_in(writing, inspection):
    browser, path, values = writing
    browser.post(path, values)
    kept = KeptSending.objects.get()
    browser.enters(cast().cqc, later=1)
    browser.get("/")
    assert "You have words that were not saved" in browser.page
    assert f'href="/kept/{kept.pk}/">The form for a note, {inspection.local_area.name}</a>' in browser.page
    for moment in (kept.created_at, kept.expires_at):
        assert f'datetime="{date_filter(localtime(moment), "c")}"' in browser.page
    browser.get(f"/kept/{kept.pk}/")
    browser.post(f"/kept/{kept.pk}/discard/", {})
    browser.get("/")
    assert "not saved" not in browser.page


def test_home_says_nothing_of_them_to_others_or_in_another_browser(writing):
    browser, path, values = writing
    browser.post(path, values)
    browser.enters(cast().hmicfrs)
    browser.get("/")
    assert "not saved" not in browser.page
    elsewhere = Browser()
    elsewhere.enters(cast().cqc, later=1)
    elsewhere.get("/")
    assert "not saved" not in elsewhere.page


def test_a_form_opened_by_one_and_sent_while_another_is_signed_in_goes_back_to_the_first(inspection):
    browser = Browser()
    browser.enters(cast().cqc)
    path = _address(inspection)
    browser.get(path)
    token = browser.token()
    browser.client.cookies.pop("sessionid")
    browser.enters(cast().hmicfrs)
    answer = browser.client.post(path, {"text": WORDS, "csrfmiddlewaretoken": token})
    row = KeptSending.objects.get()
    assert (answer.status_code, row.user) == (403, cast().cqc)
    assert "Line 7" not in answer.content.decode()
    assert browser.get(f"/kept/{row.pk}/").status_code == 404


def test_a_form_that_went_stale_in_another_tab_is_one_press_away(inspection):
    browser = Browser()
    browser.enters(cast().cqc)
    path = _address(inspection)
    browser.get(path)
    token = browser.token()
    browser.client.cookies.pop("sessionid")
    browser.enters(cast().cqc, later=1)
    answer = browser.client.post(path, {"text": WORDS, "csrfmiddlewaretoken": token})
    where = re.search(r'href="(/kept/\d+/)"', answer.content.decode())[1]
    assert (answer.status_code, browser.get(where).status_code, sent_again(browser)[1]["text"]) == (403, 200, WORDS)


def test_what_another_site_sends_is_never_kept(writing):
    browser, path, values = writing
    for site in ("cross-site", "same-site"):
        browser.client.post(path, {**values, "csrfmiddlewaretoken": browser.token()}, headers={"Sec-Fetch-Site": site})
    assert KeptSending.objects.count() == 0


def test_nothing_is_kept_for_whoever_never_signed_in_here(writing):
    browser, path, values = writing
    browser.client.cookies.pop("forms")
    answer = browser.post(path, values)
    assert (answer.status_code, "Line 7" in browser.answer, KeptSending.objects.count()) == (401, True, 0)


def test_several_values_of_a_field_stay_and_passwords_do_not(writing):
    browser, path, values = writing
    browser.post(path, {**values, "findings": ["3", "5"], "password": "never keep this"})
    where = f"/kept/{KeptSending.objects.get().pk}/"
    browser.enters(cast().cqc, later=1)
    browser.get(where)
    assert re.findall(r'name="findings" value="(\d)"', browser.page) == ["3", "5"]
    assert "never keep this" not in browser.page


def test_it_goes_after_a_day_or_when_discarded(writing):
    browser, path, values = writing
    browser.post(path, values)
    kept = KeptSending.objects.get()
    browser.enters(cast().cqc, later=1)
    browser.get(f"/kept/{kept.pk}/")
    browser.post(f"/kept/{kept.pk}/discard/", {})
    assert KeptSending.objects.count() == 0

    browser.get(path)
    browser.loses_the_session()
    browser.post(path, values)
    kept = KeptSending.objects.get()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        browser.enters(cast().cqc)
        assert browser.get(f"/kept/{kept.pk}/").status_code == 404


def test_another_sending_to_the_same_address_does_not_end_it(writing):
    browser, path, values = writing
    browser.post(path, values)
    browser.enters(cast().cqc, later=1)
    browser.get(path)
    assert browser.post(path, {**values, "text": "Another note altogether."}).status_code == 302
    assert KeptSending.objects.count() == 1


def test_at_most_twenty_are_kept_for_a_person(writing):
    browser, path, values = writing
    for number in range(23):
        browser.post(path, {**values, "text": f"Number {number} of these words."})
    assert KeptSending.objects.count() == 20
