"""Breaches and recommendations in other words: every version stays, a stale one is kept beside, and who changes late says why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from jtai.errors import Invalid, NotAllowed, NotNow
from programmes import commands
from programmes.models import Breach, Recommendation
from tests.api.asking import Program
from tests.programmes.acting import ENDED, breach, council, done, programme, published, recommendation, reword, reworded
from tests.walk import OTHER_AREA, cast, local_area

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOTH = pytest.mark.parametrize("add", [breach, recommendation])


def fresh(row):
    return type(row).objects.select_related("text").get(pk=row.pk)


@BOTH
def test_other_words_are_a_version_and_the_first_stays(add):
    row = add()
    first = row.text.body
    saved = reword(row, words="  Other words.\n")
    row = fresh(row)
    assert (saved.kept, row.text.body, row.text.version) == (None, "Other words.", 2)
    assert list(row.text.revisions.values_list("number", "body")) == [(1, first), (2, "Other words.")]
    event = Event.objects.get(verb=f"{type(row)._meta.model_name}.edit")
    assert (event.stream, event.actor) == (row.activity.stream, f"accounts.user:{cast().cqc.pk}")


def in_remit(agency):
    """One at which the programme of the breaches looks too."""
    programme("fundamental-standards").kinds.add(agency.kind)
    return agency


def test_days_the_standard_and_whose_it_is_change_with_the_words():
    row = breach()
    other = in_remit(council(kind="icb"))
    reword(row, standard=" Staffing ", found_on=ENDED - DAY, address_by=ENDED, agency=other)
    row = fresh(row)
    assert (row.standard, row.found_on, row.address_by, row.agency) == ("Staffing", ENDED - DAY, ENDED, other)
    asked = recommendation(kind="health-provider")
    reword(asked, words=asked.text.body, addressee="", agency=other, due_on=None)
    asked = fresh(asked)
    assert (asked.addressee, asked.agency, asked.due_on, asked.text.version) == ("commissioner", other, None, 2)


@BOTH
def test_a_stale_save_is_kept_beside_and_settled(add):
    row = add()
    kept = reworded(row, words="Mine.")
    row = fresh(row)
    assert (row.text.body, kept.body, kept.kept_beside) == ("Other words.", "Mine.", True)
    people = cast()
    with pytest.raises(NotNow, match="wrote again"):
        commands.settle_followed(row, kept, keep="mine", base=1, by=people.cqc)
    with pytest.raises(NotAllowed):
        commands.settle_followed(row, kept, keep="mine", base=2, by=people.ofsted)
    commands.settle_followed(row, kept, keep="mine", base=2, by=people.cqc)
    assert (fresh(row).text.body, fresh(row).text.version) == ("Mine.", 4)
    with pytest.raises(NotNow, match="already settled"):
        commands.settle_followed(row, kept, keep="current", base=4, by=people.cqc)


@BOTH
def test_what_was_kept_beside_brings_its_other_fields_and_a_merged_text_leaves_them(add):
    row = add()
    other = in_remit(council(kind="icb" if add is breach else "health-provider"))
    reword(row)
    kept = reword(row, words="Mine.", agency=other).kept
    commands.settle_followed(row, kept, keep="merged", base=2, merged="Both.", by=cast().cqc)
    assert (fresh(row).agency, fresh(row).text.body) == (row.agency, "Both.")
    kept = reword(row, words="Mine again.", agency=other).kept
    commands.settle_followed(row, kept, keep="mine", base=fresh(row).text.version, by=cast().cqc)
    assert (fresh(row).agency, fresh(row).text.body) == (other, "Mine again.")


@BOTH
def test_once_somebody_has_acted_on_it_a_change_says_why(add):
    row = add()
    people = cast()
    reword(row, reason="")
    kept = reword(row, words="Mine.", reason="").kept
    if add is breach:
        commands.follow_breach(row, step="address", on=ENDED, note="Trained.", by=people.cqc)
    else:
        commands.close_recommendation(row, met=True, on=ENDED, note="Seen.", by=people.cqc)
    with pytest.raises(Invalid, match="Enter why its words or days change now") as refused:
        reword(row, base=2, words="Late.", reason=" ")
    assert (refused.value.field, fresh(row).text.body) == ("reason", "Other words.")
    reword(row, base=2, words="Late.", reason=" The standard was misread. ")
    assert fresh(row).text.revisions.get(number=4).values["reason"] == "The standard was misread."
    commands.settle_followed(row, kept, keep="mine", base=4, by=people.cqc)
    assert fresh(row).text.revisions.get(number=5).values["reason"] == "Two versions were settled."


def test_what_cannot_be_is_refused_and_names_its_field():
    row, asked = breach(), recommendation()
    commands.follow_breach(row, step="enforce", on=ENDED + DAY, note="Notice.", by=cast().cqc)
    local_area(OTHER_AREA)
    elsewhere = council(OTHER_AREA, "health-provider")
    for one, facts, field in (
        (row, {"words": " "}, "words"),
        (row, {"standard": ""}, "standard"),
        (row, {"address_by": ENDED - DAY}, "address_by"),
        (row, {"found_on": ENDED + 2 * DAY}, "found_on"),
        (row, {"agency": elsewhere}, "agency"),
        (asked, {"words": ""}, "words"),
        (asked, {"due_on": ENDED - DAY}, "due_on"),
        (asked, {"agency": elsewhere}, "agency"),
    ):
        with pytest.raises(Invalid) as refused:
            reword(one, **facts)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        reword(row, by=cast().ofsted)


@BOTH
def test_what_was_sent_twice_is_the_same_row_after_its_words_have_changed(add):
    key = "6a4f6f5e-5d29-4b7e-9a06-2b7f6d3c2a11"
    row = add(client_id=key)
    reword(row)
    assert add(row.activity, client_id=key) == row
    assert Breach.objects.count() + Recommendation.objects.count() == 1


@pytest.fixture
def cqc(client):
    programme()
    client.force_login(cast().cqc)
    return client


def typed(row, **words):
    found = row.found_on if isinstance(row, Breach) else row.due_on
    names = ("found_on", "address_by") if isinstance(row, Breach) else ("due_on",)
    days = {f"{name}_{part}": getattr(getattr(row, name) or found, part) for name in names for part in ("day", "month", "year")}
    return {"agency": row.agency_id, "standard": "Safeguarding", "words": "Other words.", "base": 1, **days, **words}


@BOTH
def test_two_people_on_two_pages_lose_nothing(cqc, add):
    row = add()
    name = type(row)._meta.model_name
    edit = reverse(f"{name}_edit", args=[row.pk])
    assert row.text.body in cqc.get(edit).content.decode()
    page = cqc.post(edit, typed(row), follow=True).content.decode()
    assert "The change was saved. Earlier words stay in the history." in page
    beside = cqc.post(edit, typed(row, words="Mine."))
    versions = reverse(f"{name}_versions", args=[row.pk, 3])
    assert beside.url == versions
    assert "Compare with version 3" in cqc.get(row.get_absolute_url()).content.decode()
    assert "Mine." in cqc.get(versions).content.decode()
    stand = cqc.post(versions, {"base": 2, "keep": "merged", "merged": "Other words."})
    assert (stand.status_code, "These are the words that stand." in stand.content.decode()) == (422, True)
    page = cqc.post(versions, {"base": 2, "keep": "mine"}, follow=True).content.decode()
    assert ("The two versions are settled." in page, "Compare with version 3" in page) == (True, False)
    history = cqc.get(reverse(f"{name}_history", args=[row.pk])).content.decode()
    assert all(words in history for words in ("Other words.", "Mine.", "Version 4", row.agency.name))


def test_the_reason_is_asked_for_once_it_is_addressed_and_shown_in_the_history(cqc):
    row = breach()
    assert "Why does it change now?" not in cqc.get(reverse("breach_edit", args=[row.pk])).content.decode()
    commands.follow_breach(row, step="address", on=ENDED, note="Trained.", by=cast().cqc)
    edit = reverse("breach_edit", args=[row.pk])
    answer = cqc.post(edit, typed(row, words="Typed and not lost."))
    assert (answer.status_code, "Typed and not lost." in answer.content.decode()) == (422, True)
    assert "Enter why it changes now" in answer.content.decode()
    cqc.post(edit, typed(row, reason="The standard was misread."))
    assert "The standard was misread." in cqc.get(reverse("breach_history", args=[row.pk])).content.decode()


def test_others_see_the_words_that_stand_and_not_that_there_were_others(cqc):
    row = recommendation(published("clas", "review"))
    reworded(row, words="Mine.")
    cqc.force_login(cast().ofsted)
    page = cqc.get(row.get_absolute_url()).content.decode()
    assert ("Other words." in page, "History" in page, "Two versions" in page) == (True, False, False)
    assert cqc.get(reverse("recommendation_edit", args=[row.pk])).status_code == 403
    for name, more in (("history", []), ("versions", [3])):
        assert cqc.get(reverse(f"recommendation_{name}", args=[row.pk, *more])).status_code == 404


def test_an_agency_that_works_there_no_more_can_stay():
    row = recommendation(done("clas", "review"), kind="health-provider")
    row.agency.places.all().delete()
    reword(row)
    assert fresh(row).text.body == "Other words."


def test_over_the_api_an_edit_says_where_it_started_and_a_stale_one_is_kept():
    row = breach()
    address, program = f"/api/v1/breaches/{row.pk}/", Program(cast().cqc)
    assert program.ask("get", address).headers["ETag"] == '"1"'
    days = {"found_on": "2025-05-16", "address_by": "2025-06-16"}
    body = {"agency": row.agency.code, "standard": "Safeguarding", "words": "Other words.", **days}
    assert program.ask("put", address, body).status_code == 428
    answer = program.ask("put", address, body, If_Match='"1"')
    assert (answer.status_code, answer.headers["ETag"], answer.json()["words"]) == (200, '"2"', "Other words.")
    answer = program.ask("put", address, {**body, "words": "Mine."}, If_Match='"1"')
    assert answer.status_code == 412
    revision = answer.json()["kept"]
    assert [one["body"] for one in program.get(f"{address}revisions/")["results"]] == [
        "Mine.", "Other words.", "Staff did not refer.",
    ]  # fmt: skip
    answer = program.ask("post", f"{address}revisions/{revision}/settle/", {"keep": "mine", "base": 2})
    assert (answer.status_code, answer.json()["text"], answer.headers["ETag"]) == (200, "Mine.", '"4"')
    program.ask("post", address, {"step": "address", "on": "2025-05-16", "note": "Trained."})
    answer = program.ask("put", address, body, If_Match='"4"')
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["reason"])
    assert program.ask("put", address, {**body, "reason": "A slip."}, If_Match='"4"').status_code == 200


def test_a_recommendation_is_edited_over_the_api_likewise():
    row = recommendation()
    address, program = f"/api/v1/recommendations/{row.pk}/", Program(cast().cqc)
    body = {"agency": row.agency.code, "words": "Commission two.", "due_on": None}
    answer = program.ask("put", address, body, If_Match='"1"')
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert (answer.json()["words"], answer.json()["due_on"], answer.json()["addressee"]) == (
        "Commission two.",
        None,
        "commissioner",
    )
    kept = program.ask("put", address, {**body, "words": "Mine."}, If_Match='"1"').json()["kept"]
    answer = program.ask("post", f"{address}revisions/{kept}/settle/", {"keep": "merged", "base": 2, "merged": "Both."})
    assert (answer.status_code, answer.json()["text"]) == (200, "Both.")
