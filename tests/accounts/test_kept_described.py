"""The page of kept words, and Home, say what they belong to: the form and its fields, and the inspection to who may see it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.commands import keep_sending
from inspections import commands
from inspections.workflow import Status
from tests.walk import cast, inspection_at, strand_of

pytestmark = pytest.mark.django_db
COOKIE = "kept-cookie-of-this-browser"


@pytest.fixture
def inspection():
    return inspection_at("fieldwork")


def kept(person, path, *fields):
    return keep_sending(person, path=path, fields=list(fields), cookie=COOKIE)


def page(person, address):
    client = Client()
    client.force_login(person)
    client.cookies["kept"] = COOKIE
    return client.get(address).content.decode()


def test_the_page_names_form_inspection_fields_and_choices(inspection):
    strand = strand_of(inspection)
    fields = [("text", "Two words"), ("activity", "interview"), ("strand", str(strand.pk)), ("client_id", "abc")]
    row = kept(cast().cqc, reverse("note_add", args=[inspection.pk]), *fields)
    said = page(cast().cqc, f"/kept/{row.pk}/")
    assert f">The form for a note, {inspection.local_area.name}</p>" in said
    assert ">What you saw or heard</label>" in said
    assert "<strong>Where it comes from:</strong> Interview" in said
    assert f"<strong>Strand:</strong> {strand.name}" in said
    assert ("OFFICIAL-SENSITIVE" in said, "app-demonstration" in said) == (True, inspection.local_area.demonstration)


def test_the_page_says_until_when_it_keeps_them_and_leads_home(inspection):
    row = kept(cast().cqc, reverse("note_add", args=[inspection.pk]), ("text", "Two words"))
    said = " ".join(page(cast().cqc, f"/kept/{row.pk}/").split())
    assert f'What is kept here goes on <time datetime="{localtime(row.expires_at).isoformat()}">' in said
    assert '<a class="govuk-breadcrumbs__link" href="/">Home</a>' in said


def test_who_was_taken_off_the_team_is_not_told_where(inspection):
    person = cast().cqc
    row = kept(person, reverse("note_add", args=[inspection.pk]), ("text", "Two words"), ("strand", "1"))
    nowhere = kept(person, reverse("note_add", args=[99_999]), ("text", "Two words"), ("strand", "1"))
    commands.end_place(inspection.team.get(user=person), by=cast().programme_lead)
    said, home, absent = (page(cast().cqc, at) for at in (f"/kept/{row.pk}/", "/", f"/kept/{nowhere.pk}/"))
    for text in (said, home, absent):
        assert "The form for a note, of an inspection that you cannot open now" in text
        assert inspection.local_area.name not in text
    assert ("OFFICIAL-SENSITIVE" in said, "Strand:" in said) == (True, False)


def test_of_a_request_for_access_no_inspection_is_named_and_its_boxes_differ():
    person = cast().governance
    path = reverse("access_item", args=[1, "note", 2])
    row = kept(person, path, ("passages", "Two words"), ("reason", "s. 40(2)"), ("other", "More words"), ("last", "Last words"))
    said = page(person, f"/kept/{row.pk}/")
    assert ">Note 2, for a request for access</p>" in said
    assert ">Passages to redact</label>" in said
    assert "<strong>Reason for these redactions:</strong> s. 40(2)" in said
    assert (">What you typed (1)</label>" in said, ">What you typed (2)</label>" in said) == (True, True)
    assert "OFFICIAL-SENSITIVE" in said
    assert "Note 2, for a request for access</a>" in page(person, "/")


def test_home_asks_the_same_for_one_and_for_three(inspection):
    other = inspection_at(Status.SET_UP.value, area="X002")
    client = Client()
    client.cookies["kept"] = COOKIE

    def asked():
        client.force_login(cast().cqc)
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    kept(cast().cqc, reverse("note_add", args=[inspection.pk]), ("text", "Two words"))
    one = asked()
    for at in (inspection, other):
        kept(cast().cqc, reverse("note_add", args=[at.pk]), ("text", "Two words"))
    assert asked() == one


def test_somebody_else_who_signs_in_there_comes_to_home(inspection):
    row = kept(cast().cqc, reverse("note_add", args=[inspection.pk]), ("text", "Two words"))
    for person, where in ((cast().police, "/"), (cast().cqc, f"/kept/{row.pk}/")):
        person.set_password("correct horse battery staple")
        person.save(update_fields=["password"])
        client = Client()
        client.cookies["kept"] = COOKIE
        sent = {"email": person.email, "password": "correct horse battery staple", "next": f"/kept/{row.pk}/"}
        assert client.post("/sign-in/", sent).url == where
