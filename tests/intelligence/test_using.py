"""What an item was used in: said by those who have it, of what they may name, and taken back where it was a mistake."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from inspections.models import Inspection, Milestone
from intelligence import commands, queries
from intelligence.models import Item, Use
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.programmes import acting
from tests.sharing import fresh, sent
from tests.walk import AREA, cast, inspection_at, local_area

pytestmark = pytest.mark.django_db


def says(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def key(row):
    return f"{row._meta.label_lower}:{row.pk}"


def can_name(person, item, text=""):
    return [one for one, _words in queries.to_be_used_in(person, item, text).rows]


def test_activities_of_the_own_programmes_in_that_area_can_be_named_the_newest_first():
    people = cast()
    visit = acting.activity()
    older = acting.done(starts_on=date(2024, 5, 6), ends_on=date(2024, 5, 7))
    review = acting.published("clas", "review")
    local_area("X002")
    acting.activity(agency=acting.council("X002"))
    cancelled = acting.activity(starts_on=date(2025, 9, 1), ends_on=date(2025, 9, 2))
    acting.commands.cancel_activity(cancelled, reason="Too early", by=people.ofsted)
    item = sent_in(2024, by=people.ofsted)
    assert can_name(people.ofsted, item) == [key(visit), key(older)]
    assert can_name(people.cqc, item) == [key(review)]
    assert can_name(people.ofsted, item, "monitoring fellmoor") == [key(visit), key(older)]
    assert can_name(people.ofsted, item, "focused") == []


def sent_in(year, month=1, **facts):
    item = sent(**facts)
    Item.objects.filter(pk=item.pk).update(sent_at=datetime(year, month, 1, 12, tzinfo=UTC))
    return fresh(item)


def test_what_had_ended_before_it_was_sent_cannot_rest_on_it(client):
    people = cast()
    acting.programme("ilacs", "all")
    planned, done = acting.activity(), acting.done(starts_on=date(2025, 4, 7), ends_on=date(2025, 4, 8))
    item = sent_in(2025, 7, by=people.ofsted)
    assert can_name(people.ofsted, item) == [key(planned)]
    with pytest.raises(Invalid, match="cannot be found"):
        commands.use_item(item, target=key(done), by=people.ofsted)
    assert can_name(people.ofsted, sent_in(2025, 4, by=people.ofsted)) == [key(planned), key(done)]
    # What was reported on afterwards can.
    done = acting.commands.publish_activity(done, published_on=date(2025, 7, 1), by=people.ofsted)
    assert can_name(people.ofsted, item) == [key(planned), key(done)]
    client.force_login(people.ofsted)
    answer = client.post(reverse("item_use_add", args=[sent(by=people.ofsted, text="Another.").pk]), {"target": key(done)})
    assert answer.status_code == 422
    assert Use.objects.count() == 0


def test_an_inspection_that_was_published_or_given_up_before_cannot_rest_on_it():
    people = cast()
    inspection = inspection_at("moderation")
    item = sent(by=people.lead)
    facts = Inspection.objects.filter(pk=inspection.pk)
    facts.update(fieldwork_start=date(2025, 3, 10), fieldwork_end=date(2025, 3, 14))
    assert can_name(people.programme_lead, item) == [key(inspection)]
    facts.update(status="published")
    assert can_name(people.programme_lead, item) == []
    Milestone.objects.filter(inspection=inspection, kind="publication").update(happened_on=timezone.localdate())
    assert can_name(people.programme_lead, item) == [key(inspection)]


def test_the_page_of_an_inspection_names_what_was_used_in_it_to_those_who_see_both(client):
    people = cast()
    inspection = inspection_at("fieldwork")
    used = sent(by=people.ofsted)
    commands.use_item(used, target=key(inspection), by=people.lead)
    seen = {}
    for name in ("lead", "cqc", "hmicfrs", "co_ordinator"):
        client.force_login(getattr(people, name))
        answer = client.get(reverse("inspection", args=[inspection.pk]))
        seen[name] = (answer.status_code, "Rests on these shared items" in says(answer), used.text.body in says(answer))
    assert seen == {
        "lead": (200, True, True),
        "cqc": (200, True, True),
        "hmicfrs": (200, False, False),
        "co_ordinator": (404, False, False),
    }


def test_inspections_can_be_named_by_those_who_may_see_them():
    people = cast()
    inspection = inspection_at("planned")
    item = sent(by=people.lead, to=("cqc", "hmicfrs", "hmi-probation"))
    assert can_name(people.programme_lead, item) == [key(inspection)]
    assert can_name(people.programme_lead, item, "joint targeted") == [key(inspection)]
    assert can_name(people.programme_lead, item, "monitoring") == []
    assert can_name(people.stranger, item) == []
    assert can_name(people.programme_lead, sent(by=people.lead, area="X002", text="Another area")) == []


def test_what_was_named_is_not_offered_again_and_more_than_fit_are_counted():
    people = cast()
    rows = [acting.activity(starts_on=date(2024, 1, day), ends_on=date(2024, 1, day)) for day in range(1, 18)]
    item = sent(by=people.ofsted)
    commands.use_item(item, target=key(rows[-1]), by=people.ofsted)
    found = queries.to_be_used_in(people.ofsted, item)
    assert ([one for one, _words in found.rows], found.more) == ([key(row) for row in reversed(rows[2:-1])], 2)


def test_another_inspectorates_activity_and_what_is_elsewhere_cannot_be_named():
    people = cast()
    review = acting.published("clas", "review")
    item = sent(by=people.ofsted)
    local_area("X002")
    elsewhere = acting.activity(agency=acting.council("X002"))
    for target in (key(review), key(elsewhere), "programmes.programme:ilacs", "programmes.activity:no", "nothing:1", ""):
        with pytest.raises(Invalid):
            commands.use_item(item, target=target, by=people.ofsted)
    assert Use.objects.count() == 0


def test_whoever_said_it_takes_it_back_and_so_do_colleagues_who_see_where():
    people = cast()
    inspection, visit = inspection_at("planned"), acting.activity()
    item = sent(by=people.lead)
    for person in (people.lead, people.stranger):
        use = commands.use_item(item, target=key(visit), by=people.lead)
        commands.undo_use(item, use, by=person)
    use = commands.use_item(item, target=key(inspection), by=people.lead)
    with pytest.raises(NotAllowed, match="may see what it was used in"):
        commands.undo_use(item, use, by=people.stranger)
    with pytest.raises(NotAllowed, match="Only people of Ofsted"):
        commands.undo_use(item, use, by=people.cqc)
    commands.undo_use(item, use, by=people.lead)
    commands.undo_use(item, use, by=people.lead)
    events = Event.objects.filter(stream=item.stream, verb__in=["intelligence.use", "intelligence.undo_use"])
    assert list(events.order_by("sequence").values_list("verb", flat=True)) == ["intelligence.use", "intelligence.undo_use"] * 3
    assert Use.objects.count() == 0


def test_two_inspectorates_say_of_the_same_thing_that_they_used_it_and_each_takes_back_its_own(client):
    people = cast()
    inspection = inspection_at("set-up")
    item = sent(by=people.ofsted, to=("cqc", "hmicfrs"))
    one = commands.use_item(item, target=key(inspection), by=people.cqc)
    assert can_name(people.hmicfrs, item) == [key(inspection)]
    two = commands.use_item(item, target=key(inspection), by=people.hmicfrs)
    assert commands.use_item(item, target=key(inspection), by=people.hmicfrs) == two
    assert (one.inspectorate.code, two.inspectorate.code, two.by) == ("cqc", "hmicfrs", people.hmicfrs)
    assert (can_name(people.cqc, item), can_name(people.hmicfrs, item)) == ([], [])
    shown = queries.shown(people.cqc, item)
    assert [row.use.inspectorate.code for row in shown.uses] == ["cqc", "hmicfrs"]
    assert len(shown.used_in) == 1
    client.force_login(people.cqc)
    assert client.get(item.get_absolute_url()).content.decode().count("Take back") == 1
    with pytest.raises(NotAllowed, match="Only people of HMICFRS"):
        commands.undo_use(item, two, by=people.cqc)
    commands.undo_use(item, one, by=people.cqc)
    assert list(Use.objects.values_list("inspectorate__code", flat=True)) == ["hmicfrs"]
    told = Event.objects.filter(stream=item.stream, verb__in=["intelligence.use", "intelligence.undo_use"])
    assert [row.words.data["inspectorate"] for row in told.order_by("sequence")] == ["cqc", "hmicfrs", "cqc"]


def test_what_was_withdrawn_is_used_nowhere_new_and_a_mistake_can_still_be_taken_back():
    people = cast()
    visit, other = acting.activity(), acting.done()
    item = sent(by=people.ofsted)
    use = commands.use_item(item, target=key(visit), by=people.ofsted)
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    with pytest.raises(NotNow):
        commands.use_item(item, target=key(other), by=people.ofsted)
    commands.undo_use(item, use, by=people.ofsted)
    assert Use.objects.count() == 0


def test_it_is_said_and_taken_back_on_the_page_and_the_activity_names_it(client):
    people = cast()
    acting.programme("ilacs", "all")
    visit = acting.activity()
    item, other = sent(by=people.ofsted), sent(by=people.ofsted, to=("hmicfrs",), text="Of another matter.")
    commands.use_item(other, target=key(visit), by=people.ofsted)
    client.force_login(people.ofsted)
    address = reverse("item_use_add", args=[item.pk])
    assert "Select what it was used in" in says(client.post(address, {}))
    assert client.post(address, {"target": key(visit)}).url == item.get_absolute_url()
    page = says(client.get(item.get_absolute_url()))
    assert "ILACS, Monitoring visit, Fellmoor Council, 12 May 2025" in page
    assert "no activity of your programmes" in says(client.get(address))
    assert says(client.get(visit.get_absolute_url())).count("Referrals of children who go missing") == 1
    assert "Of another matter." in says(client.get(visit.get_absolute_url()))
    # Those who see the activity and one of the items read of that one alone.
    client.force_login(people.cqc)
    seen = says(client.get(visit.get_absolute_url()))
    assert ("Rests on these shared items" in seen, "Of another matter." in seen) == (True, False)
    client.force_login(people.ofsted)
    use = item.uses.get()
    undo = reverse("item_use_undo", args=[item.pk, use.pk])
    assert "Take back that it was used in this?" in says(client.get(undo))
    assert client.post(undo).url == item.get_absolute_url()
    assert "Nothing yet." in says(client.get(item.get_absolute_url()))
    assert client.get(undo).status_code == 404


def test_what_was_withdrawn_stays_on_the_activity_and_says_so(client):
    people = cast()
    visit, item = acting.activity(), sent(by=people.ofsted)
    commands.use_item(item, target=key(visit), by=people.ofsted)
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    client.force_login(people.ofsted)
    assert "Withdrawn" in says(client.get(visit.get_absolute_url()))


def test_the_words_of_a_search_stay_and_what_is_not_found_is_said(client):
    people = cast()
    acting.activity()
    item = sent(by=people.ofsted)
    client.force_login(people.ofsted)
    page = says(client.get(f"{reverse('item_use_add', args=[item.pk])}?text=nowhere"))
    assert "Nothing that you could name has these words." in page
    assert item.local_area.code == AREA
