"""Breaches and recommendations stay open until they are closed; what rooms above hand down is looked at; JTAIs stand for visits."""

from datetime import timedelta
from uuid import uuid4

import pytest

from inspections.commands import take_step
from jtai.errors import Invalid, NotAllowed, NotNow
from programmes import commands, queries
from programmes.models import Breach, CheckItem, JtaiCredit, Recommendation
from tests.programmes.acting import ENDED, activity, breach, check_item, council, done, programme, recommendation, today
from tests.walk import AREA, OTHER_AREA, cast, inspection_at, local_area, walk_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_breach_is_addressed_with_its_day_and_what_was_done():
    row = breach()
    with pytest.raises(Invalid, match="Enter what was done") as refused:
        commands.follow_breach(row, step="address", on=ENDED, note=" ", by=cast().cqc)
    assert refused.value.field == "note"
    with pytest.raises(Invalid, match="on or after 16 May 2025"):
        commands.follow_breach(row, step="address", on=ENDED - DAY, note="Trained.", by=cast().cqc)
    with pytest.raises(Invalid, match="today or before"):
        commands.follow_breach(row, step="address", on=today() + DAY, note="Trained.", by=cast().cqc)
    commands.follow_breach(row, step="address", on=ENDED + DAY, note="Trained.", by=cast().cqc)
    row.refresh_from_db()
    assert (row.state, row.addressed_on, row.note) == ("addressed", ENDED + DAY, "Trained.")


def test_else_it_is_enforced_and_stays_open_until_that_is_resolved():
    row = breach()
    people = cast()
    with pytest.raises(NotNow, match="no enforcement"):
        commands.follow_breach(row, step="resolve", on=ENDED, note="Done.", by=people.cqc)
    commands.follow_breach(row, step="enforce", on=ENDED + DAY, note="Notice.", by=people.cqc)
    assert Breach.objects.get().state in queries.OPEN_BREACH
    with pytest.raises(NotNow, match="Enforcement"):
        commands.follow_breach(row, step="address", on=ENDED + DAY, note="Trained.", by=people.cqc)
    with pytest.raises(Invalid, match="on or after 17 May 2025"):
        commands.follow_breach(row, step="resolve", on=ENDED, note="Done.", by=people.cqc)
    commands.follow_breach(row, step="resolve", on=ENDED + 2 * DAY, note="Done.", by=people.cqc)
    row.refresh_from_db()
    assert (row.state, row.note, row.resolution) == ("resolved", "Notice.", "Done.")
    row = commands.reopen_breach(row, state="resolved", reason="A slip.", by=people.cqc)
    assert (row.state, row.resolved_on, row.note) == ("enforcement", None, "Notice.")
    row = commands.reopen_breach(row, state=row.state, reason="Another.", by=people.cqc)
    assert (row.state, row.note, row.resolution) == ("must-address", "", "")
    with pytest.raises(NotNow, match="nothing to undo"):
        commands.reopen_breach(row, state=row.state, reason="A third.", by=people.cqc)
    with pytest.raises(NotAllowed):
        commands.follow_breach(row, step="address", on=ENDED, note="Trained.", by=people.ofsted)


def test_a_breach_is_of_an_agency_there_and_found_before_it_must_be_addressed():
    row = done("fundamental-standards", "inspection")
    local_area(OTHER_AREA)
    for facts, field in (
        ({"agency": council(OTHER_AREA, "health-provider")}, "agency"),
        ({"address_by": ENDED - DAY}, "address_by"),
        ({"standard": " "}, "standard"),
        ({"words": ""}, "words"),
        ({"found_on": today() + DAY, "address_by": today() + DAY}, "found_on"),
    ):
        with pytest.raises(Invalid) as refused:
            breach(row, **facts)
        assert refused.value.field == field
    with pytest.raises(NotNow, match="as done first"):
        breach(activity("fundamental-standards", "inspection"))


@pytest.mark.parametrize(("add", "model"), [(breach, Breach), (recommendation, Recommendation)])
def test_what_is_sent_twice_is_recorded_once(add, model):
    key = uuid4()
    first = add(client_id=key)
    assert add(first.activity, client_id=key) == first
    with pytest.raises(Invalid, match="with other words"):
        add(first.activity, client_id=key, words="Something else.")
    assert model.objects.count() == 1


def test_a_recommendation_to_a_body_that_commissions_says_so():
    assert recommendation().addressee == "commissioner"
    assert recommendation(kind="health-provider").addressee == "provider"
    assert recommendation(addressee="other").addressee == "other"


def test_a_recommendation_is_closed_with_what_was_seen_and_opened_again():
    row = recommendation()
    people = cast()
    with pytest.raises(Invalid, match="what was seen"):
        commands.close_recommendation(row, met=True, on=ENDED, note="", by=people.cqc)
    with pytest.raises(Invalid, match="on or after the end"):
        commands.close_recommendation(row, met=True, on=ENDED - DAY, note="Seen.", by=people.cqc)
    row = commands.close_recommendation(row, met=False, on=ENDED, note="Nothing changed.", by=people.cqc)
    assert (row.state, row.closed_on, row.note) == ("not-met", ENDED, "Nothing changed.")
    with pytest.raises(NotNow, match="is closed"):
        commands.close_recommendation(row, met=True, on=ENDED, note="Seen.", by=people.cqc)
    row = commands.reopen_recommendation(row, state=row.state, reason="A slip.", by=people.cqc)
    assert (row.state, row.closed_on, row.note) == ("open", None, "")
    with pytest.raises(NotNow, match="is open"):
        commands.reopen_recommendation(row, state=row.state, reason="Again.", by=people.cqc)
    with pytest.raises(Invalid, match="the end of the activity"):
        recommendation(row.activity, due_on=ENDED - DAY)


def test_a_source_brings_one_thing_to_look_at_and_new_words_until_it_was_looked_at():
    row = check_item()
    assert check_item(words="Look at the front door.") == row
    assert CheckItem.objects.get().words == "Look at the front door."
    visit = done()
    people = cast()
    assert list(queries.check_items_of(people.ofsted, visit)) == [row]
    with pytest.raises(Invalid, match="from the beginning"):
        commands.look_at_check_item(row, activity=visit, seen="Works.", seen_on=today() + DAY, by=people.ofsted)
    with pytest.raises(Invalid, match="took place there"):
        commands.look_at_check_item(row, activity=activity(), seen="Works.", seen_on=ENDED, by=people.ofsted)
    with pytest.raises(NotAllowed):
        commands.look_at_check_item(row, activity=visit, seen="Works.", seen_on=ENDED, by=people.cqc)
    commands.look_at_check_item(row, activity=visit, seen="Works.", seen_on=ENDED, by=people.ofsted)
    check_item(words="Look again.")
    row.refresh_from_db()
    assert (row.words, looks(row)) == ("Look at the front door.", [(visit, "Works.", ENDED, people.ofsted)])
    assert list(queries.check_items_of(people.ofsted, done(reference="2"))) == []


def looks(item):
    return [(row.activity, row.seen, row.seen_on, row.recorded_by) for row in queries.looks_of().filter(item=item)]


def test_every_look_is_kept_beside_those_before_it():
    first, second = done(), done(reference="2", starts_on=ENDED, ends_on=ENDED)
    item, people = check_item(agency=council()), cast()
    key = uuid4()
    look = {"activity": first, "seen": "Nothing yet.", "seen_on": ENDED, "client_id": key, "by": people.ofsted}
    made = commands.look_at_check_item(item, **look)
    assert commands.look_at_check_item(item, **look) == made
    with pytest.raises(Invalid, match="with other words"):
        commands.look_at_check_item(item, **{**look, "seen": "It works."})
    with pytest.raises(Invalid, match="from somewhere else"):
        commands.look_at_check_item(item, **{**look, "by": people.lead})
    commands.look_at_check_item(item, activity=second, seen="It works.", seen_on=ENDED + DAY, by=people.lead)
    assert looks(item) == [(first, "Nothing yet.", ENDED, people.ofsted), (second, "It works.", ENDED + DAY, people.lead)]
    for visit, seen in ((first, "Nothing yet."), (second, "It works.")):
        (row,) = queries.check_items_of(people.ofsted, visit)
        assert (row, [look.seen for look in row.looks.all()]) == (item, [seen])
    with pytest.raises(NotNow, match="stays done"):
        commands.take_back(second, standing="done", by=people.ofsted)


def test_a_jtai_stands_for_a_focused_visit_from_fieldwork_until_it_is_cancelled():
    programme()
    inspection = inspection_at("set-up")
    assert not JtaiCredit.objects.exists()
    walk_on(inspection, "fieldwork")
    credit = JtaiCredit.objects.get()
    assert (credit.kind.code, credit.local_area.code, credit.on, credit.source, credit.taken_back_at) == (
        "focused-visit", AREA, inspection.fieldwork_start, f"inspections.inspection:{inspection.pk}", None,
    )  # fmt: skip
    again = commands.credit_jtai(
        source=credit.source, local_area=inspection.local_area, on=inspection.fieldwork_start, by=cast().lead
    )
    assert again == []
    take_step("cancel", inspection, reason="The council is being abolished", by=cast().programme_lead)
    credit.refresh_from_db()
    assert credit.taken_back_at is not None
    assert commands.take_back_jtai(source=credit.source, by=cast().lead) == 0
