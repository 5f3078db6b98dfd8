"""What is typed by mistake is noticed: days, references, words to search for, filters."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from disclosure import commands, queries
from disclosure.forms import NamesForm, WordsForm
from disclosure.models import AccessRequest
from jtai.errors import Invalid
from tests.disclosure.test_answering import request_of
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(cast().governance)
    return client


def sent(day: date) -> dict[str, object]:
    parts = {"received_on_day": day.day, "received_on_month": day.month, "received_on_year": day.year}
    return {"kind": "subject-access", "reference": "SAR-1", "about": "A parent", **parts}


def test_a_day_of_another_century_is_refused(client: Client) -> None:
    today = timezone.localdate()
    address = reverse("access_request_add")
    for day in (today.replace(year=today.year - 100, day=1), today - timedelta(days=731), today + timedelta(days=1)):
        answer = client.post(address, sent(day))
        assert answer.status_code == 422
        with pytest.raises(Invalid):
            request_of(cast().governance, received_on=day)
    assert "Enter a day in the last two years" in client.post(address, sent(today - timedelta(days=731))).content.decode()
    assert not AccessRequest.objects.exists()
    assert client.post(address, sent(today - timedelta(days=729))).status_code == 302


def test_references_do_not_differ_by_case_alone() -> None:
    people = cast()
    request_of(people.governance, reference="SAR-2026-001")
    with pytest.raises(Invalid, match="already has a request"):
        request_of(people.governance, reference="sar-2026-001")
    request_of(people.ofsted_governance, reference="sar-2026-001")


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("“Serious youth", ["Serious youth"]),
        ("““Serious youth”", ["Serious", "youth"]),
        ('he said "Serious youth', ["he", "said", "Serious youth"]),
        ("O’Neil's list", ["O’Neil's", "list"]),
        ('"', []),
    ],
)
def test_a_quote_that_nobody_closed_is_no_word(words: str, terms: list[str]) -> None:
    assert queries.terms_of(words) == terms


@pytest.mark.parametrize("words", ["!!", "--", '"', "“ ”", "zebra ??"])
def test_what_has_neither_letter_nor_digit_is_not_searched_for(words: str) -> None:
    assert not WordsForm({"words": words}).is_valid()


def test_words_in_quotes_are_not_quoted_once_more(client: Client) -> None:
    request = request_of(cast().governance)
    for words, said in (("“Serious youth”", "found for “Serious youth”"), ("zebra", "found for “zebra”")):
        made = commands.search(request, words=words, by=cast().governance)
        page = client.get(reverse("access_search", args=[request.pk, made.pk])).content.decode()
        assert f"What was {said}<" in page


def test_a_long_wrong_passage_is_not_repeated_in_full() -> None:
    people = cast()
    made = note(inspection_at("fieldwork"), by=people.cqc, text="A zebra was seen.")
    request = request_of(people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    with pytest.raises(Invalid, match="does not stand in the text: “wrong") as refused:
        commands.choose(request, item, passages="wrong " * 500, reason="DPA sch 3", by=people.governance)
    assert len(str(refused.value)) < 250


def test_a_filter_that_is_too_long_is_refused_and_finds_nothing(client: Client) -> None:
    request_of(cast().governance)
    answer = client.get(reverse("access_requests"), {"text": "x" * 101})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "SAR-1" not in page
    assert "There is a problem" in page
    assert "<title>Error: " in page
    assert "SAR-1" in client.get(reverse("access_requests")).content.decode()


def test_each_name_counts_once_and_the_page_says_that_names_go_too(client: Client) -> None:
    people = cast()
    made = note(inspection_at("fieldwork"), by=people.cqc, text="A zebra was seen by Jane Smith.")
    request = request_of(people.governance)
    commands.name_third_parties(request, names="Jane Smith\njane  smith\nJANE SMITH\nAnn Other", by=people.governance)
    request.refresh_from_db()
    commands.choose(
        request, queries.item_for(request.inspectorate, "note", made.pk), passages="", reason="", by=people.governance
    )
    page = client.get(request.get_absolute_url()).content.decode()
    assert "2 names are redacted everywhere" in page
    assert "0 passages redacted" not in page
    assert "names are redacted in each of these as well" in page


@pytest.mark.parametrize("words", ['"open quote', "“Callum Drysdale", "Callum Drysdale”", '"Serious youth" "violence'])
def test_quotes_that_nobody_closed_are_asked_about(words: str) -> None:
    assert WordsForm({"words": words}).errors["words"] == ["Close the quotes, or leave them out"]


@pytest.mark.parametrize("names", ["a", "Jane Smith\n b ", "-", "Ann\n!!x"])
def test_a_single_letter_is_no_name(names: str) -> None:
    assert "two letters or more" in str(NamesForm({"third_parties": names}).errors)


def test_names_of_two_letters_and_none_are_names() -> None:
    for names in ("Bo", "Jane Smith\n\nBo", ""):
        assert NamesForm({"third_parties": names}).is_valid(), names


def test_a_reason_without_a_passage_adds_nothing(client: Client) -> None:
    people = cast()
    made = note(inspection_at("fieldwork"), by=people.cqc, text="A zebra was seen.")
    request = request_of(people.governance)
    page = client.post(reverse("access_item", args=[request.pk, "note", made.pk]), {"passages": "", "reason": "DPA sch 3"})
    assert page.status_code == 422
    assert "Enter the passages to redact, or select no reason" in page.content.decode()
    assert not request.chosen.exists()


def test_what_fits_by_who_wrote_it_is_marked_there(client: Client) -> None:
    people = cast()
    note(inspection_at("fieldwork"), by=people.cqc, text="A zebra was seen.")
    request = request_of(people.governance)
    made = commands.search(request, words=people.cqc.name, by=people.governance)
    page = client.get(reverse("access_search", args=[request.pk, made.pk])).content.decode()
    assert f"<mark>{people.cqc.name}</mark>" in page
