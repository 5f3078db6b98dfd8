"""Two people at one activity at once: nothing typed is lost, and nothing is overwritten unseen."""

import pytest
from django.urls import reverse

from programmes import commands, queries
from tests.programmes.acting import activity, done, programme
from tests.programmes.test_pages import DAYS
from tests.walk import cast

pytestmark = pytest.mark.django_db
TYPED = "An hour of typing."


@pytest.fixture
def ofsted(client):
    programme()
    client.force_login(cast().ofsted)
    return client


def send(client, name, row, *args, **typed):
    answer = client.post(reverse(name, args=[row.pk, *args]), typed)
    return answer.status_code, answer.content.decode()


def again(row):
    return queries.activity_for(cast().ofsted, row.pk)


def test_words_stay_on_the_page_when_it_was_said_meanwhile_not_to_have_taken_place(ofsted):
    row = done()
    commands.take_back(row, standing="done", by=cast().lead)
    shown = {"outcome": "Two areas", "effect": "hinders", "words": TYPED}
    status, page = send(ofsted, "activity_edit", row, **DAYS, base=1, kind=row.kind_id, **shown)
    assert (status, TYPED in page, "Mark it as done first." in page) == (422, True, True)
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=cast().lead)
    status, _page = send(ofsted, "activity_edit", row, **DAYS, base=1, kind=row.kind_id, **shown)
    kept = queries.waiting_beside(again(row).text)
    assert (status, [(one.body, one.values["outcome"]) for one in kept]) == (302, [(TYPED, "Two areas")])


def test_a_plan_that_was_typed_while_it_was_done_and_described_takes_no_words_away(ofsted):
    row = activity()
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=cast().lead)
    row = again(row)
    assert row.text.version == 2
    facts = {"starts_on": row.starts_on, "ends_on": row.ends_on, "kind": row.kind}
    commands.edit_activity(row, base=2, **facts, effect="improves", words=TYPED, by=cast().lead)
    status, _page = send(ofsted, "activity_edit", row, **DAYS, base=1, kind=row.kind_id, reference="R1")
    row = again(row)
    (kept,) = queries.waiting_beside(row.text)
    assert (status, row.text.body, row.reference) == (302, TYPED, "")
    assert (kept.body, kept.values["effect"], kept.values["reference"]) == (TYPED, "improves", "R1")


def test_each_step_makes_what_was_started_before_it_stale():
    row = activity()
    people = cast()
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=people.ofsted)
    commands.take_back(row, standing="done", by=people.ofsted)
    assert [one.number for one in queries.history_of(again(row).text)] == [3, 2, 1]
