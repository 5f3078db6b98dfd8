"""Of an inspection that is not announced no request for access finds, adds, reads or sends out anything; once it is, all of it."""

import csv
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Event
from disclosure import commands, queries
from disclosure.models import AccessRequest, Chosen, Export
from disclosure.queries import Item
from inspections import commands as inspecting
from inspections.models import Inspection
from jobs.models import Email
from jtai.errors import Invalid, NotNow
from retention.commands import put_on_hold
from tests.disclosure.test_answering import keys, request_of
from tests.disclosure.test_exporting import export, stored
from tests.disclosure.test_telling import plain
from tests.doors.access_world import made_before, read
from tests.walk import WEEK, cast, inspection_at, note, walk_on

pytestmark = pytest.mark.django_db
LEFT_OUT = "1 thing belongs to an inspection that is not announced and is left out until it is."
NOT_SEARCHED = "Inspections that are not announced are not searched. Ask Ofsted’s programme lead about them."


def planning_of(inspection: Inspection) -> Event:
    """The entry of the trail that says where and when."""
    found: Event = Event.objects.get(verb="inspection.plan", stream=inspection.stream)
    return found


def asked() -> AccessRequest:
    """Of Ofsted's, whose programme lead plans."""
    return request_of(cast().ofsted_governance)


def page(name: str, *args: object) -> str:
    client = Client()
    client.force_login(cast().ofsted_governance)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def status_of(name: str, *args: object) -> int:
    client = Client()
    client.force_login(cast().ofsted_governance)
    return client.get(reverse(name, args=args)).status_code


def index_of(request: AccessRequest) -> list[list[str]]:
    client = Client()
    client.force_login(cast().ofsted_governance)
    sheet = client.get(reverse("access_index", args=[request.pk])).getvalue().decode("utf-8-sig")
    return list(csv.reader(sheet.splitlines()))[1:]


def new_week(inspection: Inspection) -> Inspection:
    return inspecting.reschedule(
        inspection,
        fieldwork_start=WEEK + timedelta(weeks=9),
        reason="Flood over",
        week_reason="It can wait",
        by=cast().programme_lead,
    )


def deferred() -> Inspection:
    return inspecting.defer(inspection_at("notified"), asked_by="The director", reason="Flood", by=cast().programme_lead)


def choose(request: AccessRequest, event: Event) -> None:
    item = queries.item_for(request.inspectorate, "event", event.pk)
    commands.choose(request, item, passages="", reason="", by=cast().ofsted_governance)


def left_out() -> tuple[AccessRequest, Inspection, Event]:
    """Something was chosen while its inspection was known; then that got a new week."""
    inspection, request = deferred(), asked()
    event = planning_of(inspection)
    choose(request, event)
    return request, new_week(inspection), event


def test_what_is_planned_is_not_found_nor_offered_nor_added_until_it_is_notified() -> None:
    people, planned = cast(), inspection_at("planned")
    area, event, request = planned.local_area.name, planning_of(planned), asked()
    assert keys(request, area) == set()
    search = commands.search(request, words=area, by=people.ofsted_governance)
    assert (search.found, Event.objects.get(verb="access.search").words.data["keys"]) == (0, [])
    found = page("access_search", request.pk, search.pk)
    assert "0 things found" in found
    assert date_format(planned.fieldwork_start, "j F Y") not in found
    assert status_of("access_item", request.pk, "event", event.pk) == 404
    assert status_of("access_hold", request.pk, "event", event.pk) == 404
    with pytest.raises(Http404):
        commands.choose(request, Item("event", event.pk, planned, "", ""), passages="", reason="", by=people.ofsted_governance)
    assert not Chosen.objects.exists()

    walk_on(planned, "notified")
    request = AccessRequest.objects.get(pk=request.pk)
    assert f"event:{event.pk}" in keys(request, area)
    found = page("access_search", request.pk, search.pk)
    assert f"{area}, {date_format(planned.fieldwork_start, 'j F Y')}" in found
    choose(request, event)
    assert area in page("access_preview", request.pk)


def test_one_that_was_cancelled_unannounced_stays_out() -> None:
    people, planned = cast(), inspection_at("planned")
    inspecting.take_step("cancel", planned, reason="Merged councils", by=people.programme_lead)
    request = asked()
    assert keys(request, planned.local_area.name) == set()
    assert keys(request, "Merged councils") == set()


def test_a_deferred_one_of_which_the_area_was_told_is_known_until_it_gets_a_new_week() -> None:
    inspection, request = deferred(), asked()
    event = f"event:{planning_of(inspection).pk}"
    assert event in keys(request, inspection.local_area.name)
    new_week(inspection)
    request = AccessRequest.objects.get(pk=request.pk)
    assert keys(request, inspection.local_area.name) == set()
    walk_on(Inspection.objects.get(pk=inspection.pk), "notified")
    request = AccessRequest.objects.get(pk=request.pk)
    assert event in keys(request, inspection.local_area.name)


def test_what_was_chosen_is_left_out_unnamed_while_its_inspection_is_not_announced() -> None:
    request, inspection, event = left_out()
    other = inspection_at("fieldwork", area="X002", week=WEEK + timedelta(weeks=1))
    made = note(other, by=cast().ofsted, text="The worker called.")
    item = queries.item_for(asked_again(request).inspectorate, "note", made.pk)
    commands.choose(request, item, passages="", reason="", by=cast().ofsted_governance)
    area, week = inspection.local_area.name, date_format(inspection.fieldwork_start, "j F Y")
    about, preview = page("access_request", request.pk), page("access_preview", request.pk)
    for shown in (about, preview):
        assert LEFT_OUT in shown
        assert area not in shown
        assert week not in shown
    assert f"Entry of the trail {event.pk}: its inspection is not announced Take out" in about
    assert "The worker called." in preview
    assert f"Entry of the trail {event.pk}" not in preview
    assert [row[1] for row in index_of(request)] == [f"Note {made.pk}"]
    client = Client()
    client.force_login(cast().ofsted_governance)
    answer = client.post(reverse("access_export", args=[request.pk]), {"seen": read(asked_again(request))}, follow=True)
    assert f"Disclosure 1 is made. {LEFT_OUT}" in plain(answer.content.decode())
    file = stored(Export.objects.get()).decode()
    assert Export.objects.get().items == 1
    assert "The worker called." in file
    # Whoever asked is not told that there is something.
    for said in (area, week, "not announced", "left out"):
        assert said not in file


def asked_again(request: AccessRequest) -> AccessRequest:
    """As the next page reads it."""
    found: AccessRequest = AccessRequest.objects.get(pk=request.pk)
    return found


def test_nothing_goes_out_while_all_of_it_waits_and_it_can_be_taken_out() -> None:
    request, inspection, event = left_out()
    by = cast().ofsted_governance
    with pytest.raises(NotNow, match="All that is chosen belongs to inspections that are not announced"):
        export(request, by)
    assert "All that is chosen belongs to inspections that are not announced." in page("access_preview", request.pk)
    assert "Once its inspection is announced" in page("access_item_take_out", request.pk, "event", event.pk)
    assert status_of("access_item_lift", request.pk, "event", event.pk) == 404
    commands.take_out(request, Item("event", event.pk, None, "", ""), by=by)
    assert LEFT_OUT not in page("access_request", request.pk)
    assert inspection.local_area.name not in page("access_request", request.pk)


def test_it_comes_in_once_its_inspection_is_announced_and_the_page_says_that_more_goes_out() -> None:
    request, inspection, event = left_out()
    other = inspection_at("fieldwork", area="X002", week=WEEK + timedelta(weeks=1))
    item = queries.item_for(
        asked_again(request).inspectorate, "note", note(other, by=cast().ofsted, text="The worker called.").pk
    )
    commands.choose(request, item, passages="", reason="", by=cast().ofsted_governance)
    seen = read(asked_again(request))
    commands.export(request, seen=seen, by=cast().ofsted_governance)
    changed = "What is in the disclosure has changed since it was exported."
    assert changed not in page("access_request", request.pk)
    walk_on(Inspection.objects.get(pk=inspection.pk), "notified")
    about = page("access_request", request.pk)
    assert changed in about
    assert LEFT_OUT not in about
    assert f"Entry of the trail {event.pk} , {inspection.local_area.name}" in about
    # Nobody has read it in a preview yet.
    with pytest.raises(NotNow, match="Something has changed since you read the preview"):
        commands.export(request, seen=seen, by=cast().ofsted_governance)
    made_before(request)
    assert export(asked_again(request), cast().ofsted_governance).items == 2


def test_an_email_that_leads_to_one_that_is_not_announced_waits_as_well() -> None:
    people, planned = cast(), inspection_at("planned")
    at_work = inspection_at("fieldwork", area="X002", week=WEEK + timedelta(weeks=1))
    facts = {"to": people.ofsted.email, "subject": "Zebra", "sent_at": timezone.now()}
    secret = Email.objects.create(body=f"https://x.example/inspections/{planned.pk}/team/", **facts)
    known = Email.objects.create(body=f"https://x.example/inspections/{at_work.pk}/", **facts)
    other = Email.objects.create(body="Nothing of an inspection.", **facts)
    request = asked()
    assert keys(request, "zebra") == {f"email:{known.pk}", f"email:{other.pk}"}
    # As one that was chosen while the inspection was known.
    Chosen.objects.create(request=request, kind="email", number=secret.pk, by=people.ofsted_governance)
    assert LEFT_OUT in page("access_preview", request.pk)
    assert queries.prepared(request) == []
    walk_on(planned, "notified")
    request = asked_again(request)
    assert f"email:{secret.pk}" in keys(request, "zebra")
    assert [one.item.number for one in queries.prepared(request) if one.item] == [secret.pk]


def test_the_pages_of_a_search_say_what_is_not_searched_and_whom_to_ask() -> None:
    request = asked()
    search = commands.search(request, words="zebra", by=cast().ofsted_governance)
    for name, args in (
        ("access_request", [request.pk]),
        ("access_search_add", [request.pk]),
        ("access_search", [request.pk, search.pk]),
    ):
        assert NOT_SEARCHED in page(name, *args), name


def test_nothing_of_it_is_put_on_hold_and_what_was_is_listed_by_number() -> None:
    inspection, by = deferred(), cast().ofsted_governance
    key = f"inspections.inspection:{inspection.pk}"
    put_on_hold(key, reason="A claim", by=by)
    assert f"The inspection of {inspection.local_area.name}" in page("retention")
    new_week(inspection)
    held = page("retention")
    assert f"Inspection {inspection.pk}" in held
    assert inspection.local_area.name not in held
    with pytest.raises(Invalid, match="There is nothing called"):
        put_on_hold(key, reason="A claim", by=cast().governance)


def test_an_entry_of_the_trail_is_shown_as_it_goes_out_and_names_its_inspection() -> None:
    inspection, request = inspection_at("notified"), asked()
    event = planning_of(inspection)
    area, week = inspection.local_area.name, date_format(inspection.fieldwork_start, "j F Y")
    at = ("access_item", request.pk, "event", event.pk)
    before = page(*at)
    assert f"Week of fieldwork: {week}" in before.partition("As it would go out")[2]
    assert f"Inspection {area} (invented), fieldwork from {week}" in before
    item = queries.item_for(request.inspectorate, "event", event.pk)
    commands.choose(request, item, passages=area, reason="DPA sch 3", by=cast().ofsted_governance)
    going = page(*at).partition("As it will go out")[2].partition("1 passage is redacted")[0]
    assert f"Week of fieldwork: {week}" in going
    assert "[redacted: DPA sch 3]" in going
    for said in (area, "week_reason", inspection.fieldwork_start.isoformat()):
        assert said not in going
