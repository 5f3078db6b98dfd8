"""Pages that look over several rooms: home, the area's overview, errors, the frame."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import localdate

from agencies.commands import state_interests
from inspections import commands, queries
from inspections.management.commands import print_workflow
from scheduling.commands import open_year
from tests.walk import YEAR, agree_all, finding, inspection_at, note
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db


def words(client, person, name, *args):
    """The page's text for this person."""
    client.force_login(person)
    page = client.get(reverse(name, args=args))
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_home_says_what_waits_for_an_inspector(client, people):
    inspection = inspection_at("moderation")
    page = words(client, people.cqc, "home")
    assert "4 findings to agree" in page
    assert f"{reverse('moderation', args=[inspection.pk])}?mine=1" in page
    agree_all(inspection)
    assert "to agree" not in words(client, people.cqc, "home")
    assert "Begin drafting" in words(client, people.lead, "home")
    assert "Begin drafting" not in words(client, people.cqc, "home")


def test_a_day_that_has_passed_waits_for_whoever_leads(client, people):
    inspection = inspection_at("fieldwork")
    place = reverse("dates", args=[inspection.pk])
    to_come = inspection.milestones.filter(happened_on=None, computed__isnull=False)
    for day, waits in ((localdate(), False), (localdate() - timedelta(days=1), True)):
        to_come.update(computed=day)
        assert (f'href="{place}">A day has passed' in words(client, people.lead, "home")) is waits
        assert "A day has passed" not in words(client, people.cqc, "home")
    commands.take_step("pause", inspection, by=people.lead, reason="A child died")
    assert "A day has passed" not in words(client, people.lead, "home")


def test_home_is_friendly_to_those_for_whom_nothing_waits(client, people):
    inspection_at("planned")
    state_interests(nothing=True, by=people.stranger)
    for person, sentence in (
        (people.stranger, "Nothing needs you today"),
        (people.co_ordinator, "There is no inspection of your local area"),
        (people.administrator, "You see no casework"),
    ):
        page = words(client, person, "home")
        assert sentence in page
        assert "Neglect" not in page


def test_home_tells_what_waits_from_what_does_not(client, people):
    inspection = inspection_at("moderation")
    state_interests(nothing=True, by=people.reviewer)
    page = words(client, people.reviewer, "home")
    assert "Nothing waits for you today." in page
    assert inspection.get_absolute_url() in page
    assert 'class="app-card"' not in page
    assert 'class="app-card"' in words(client, people.cqc, "home")


def test_home_shows_the_shortfall_of_the_year_to_programme_leads(client, people):
    assert "this year is not open yet" in words(client, people.programme_lead, "home")
    for year in range(YEAR, YEAR + 3):
        open_year(year=year, target=10, by=people.programme_lead)
    assert "10 wanted, 0 planned: 10 are not planned yet" in words(client, people.programme_lead, "home")
    assert "10 wanted" not in words(client, people.lead, "home")


def test_home_shows_what_waits_on_reports(client, people):
    report_at("factual-accuracy")
    assert "Check the facts of the draft report" in words(client, people.co_ordinator, "home")


def test_the_area_sees_its_dates_its_lead_and_its_tasks(client, people):
    inspection = inspection_at("set-up")
    page = words(client, people.co_ordinator, "response", inspection.pk)
    assert "The lead inspector is Lead." in page
    assert "0 of 34 items answered" in page
    assert "Set-up starts" not in page
    assert "0 of 11 items answered" in words(client, people.police, "response", inspection.pk)
    item = queries.own_request_items(people.police, inspection).first()
    item.inspection = inspection
    commands.answer_request_item(item, held=True, answer="Sent", by=people.police)
    assert "1 of 11 items answered" in words(client, people.police, "response", inspection.pk)


def test_the_area_follows_its_report(client, people):
    inspection = report_at("factual-accuracy").inspection
    assert "Check the facts of the draft" in words(client, people.co_ordinator, "response", inspection.pk)


def test_counts_on_the_page_are_those_of_the_viewer(client, people):
    inspection = inspection_at("fieldwork")
    finding(inspection, by=people.cqc, notes=[note(inspection, by=people.cqc)])
    assert "1 note that you can see" in words(client, people.cqc, "inspection", inspection.pk)
    assert "0 notes that you can see" in words(client, people.hmicfrs, "inspection", inspection.pk)
    assert "that you can see" not in words(client, people.observer, "inspection", inspection.pk)


def test_every_button_is_there_with_its_reason(client, people):
    inspection = inspection_at("set-up")
    page = words(client, people.lead, "inspection", inspection.pk)
    assert "Start fieldwork" in page
    assert "Pause" in page
    assert "Defer" not in page
    page = words(client, people.cqc, "inspection", inspection.pk)
    assert "Only the lead inspector can do this." in page
    assert "Pause" not in page
    page = words(client, people.programme_lead, "inspection", inspection.pk)
    assert page.index("What comes next") < page.index("If something changes") < page.index("Defer the inspection")
    assert "Cancel the inspection" in page
    assert "govuk-button--warning" not in page


@pytest.mark.parametrize(("status", "step"), [("paused", "Resume the inspection"), ("deferred", "Choose another week")])
def test_the_way_out_of_a_side_state_comes_next(client, people, status, step):
    person = people.lead if status == "paused" else people.programme_lead
    page = words(client, person, "inspection", inspection_at(status).pk)
    assert page.index("What comes next") < page.index(f">{step}<")
    assert step not in page.partition("If something changes")[2]


@pytest.mark.parametrize("status", ["planned", "fieldwork", "paused", "deferred", "cancelled"])
def test_the_line_of_its_life_says_where_it_stands(client, people, status):
    inspection = inspection_at(status)
    page = words(client, people.lead, "inspection", inspection.pk)
    assert page.count('aria-current="step"') == 1
    assert 'class="app-marking"' in page
    assert 'class="app-demonstration"' in page


def test_not_there_looks_like_not_yours(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.stranger)
    page = client.get(reverse("inspection", args=[inspection.pk]))
    nowhere = client.get(reverse("inspection", args=[999_999]))
    assert (page.status_code, nowhere.status_code) == (404, 404)
    assert lines(page) == lines(nowhere)


# What differs from one answer to the next whatever is asked for: the protection of the sign-out form, the nonce, the clock.
OF_THE_MOMENT = re.compile(r'csrf.*|nonce="[^"]*"|data-session-seconds="\d+"')


def lines(page):
    """The lines of a page, without what is of the moment."""
    return [OF_THE_MOMENT.sub("", line) for line in page.content.decode().splitlines()]


def test_refusals_are_pages_with_their_sentence(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.observer)
    page = client.get(reverse("notes", args=[inspection.pk]))
    assert (page.status_code, "Only the inspection team can see evidence." in page.content.decode()) == (403, True)
    client.force_login(people.lead)
    page = client.get(reverse("note_add", args=[inspection.pk]))
    assert (page.status_code, "Evidence is recorded from set-up to moderation." in page.content.decode()) == (409, True)


def test_faults_are_pages_too(client, people, monkeypatch):
    client.force_login(people.lead)
    client.raise_request_exception = False
    monkeypatch.setitem(client.cookies, "sessionid", client.cookies["sessionid"])
    monkeypatch.setattr("django.db.models.query.QuerySet.get", lambda *_args, **_words: 1 / 0)
    page = client.get("/inspections/1/")
    assert (page.status_code, "Go back: most browsers still hold what you typed." in page.content.decode()) == (500, True)
    answer = client.get("/api/v1/inspections/1/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def test_programs_get_problem_details(client, people):
    client.force_login(people.lead)
    answer = client.get("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_pages_about_the_service_need_no_sign_in(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_the_components_are_for_the_signed_in(client, people):
    assert client.get(reverse("components")).status_code == 302
    client.force_login(people.stranger)
    assert client.get(reverse("components")).status_code == 200


def test_the_bar_shows_what_each_can_open(client, people):
    shown = {
        "programme_lead": [
            "Home",
            "Inspections",
            "Programmes",
            "Shared",
            "Programme years",
            "Local areas",
            "Published reports",
        ],
        "cqc": ["Home", "Inspections", "Programmes", "Shared", "Local areas", "Published reports"],
        "co_ordinator": ["Home", "People", "Local areas", "Published reports"],
        "administrator": ["Home", "People", "Local areas", "Published reports"],
    }
    for part, links in shown.items():
        client.force_login(getattr(people, part))
        page = client.get(reverse("home"))
        assert [item["text"] for item in page.context["navigation"]] == links
        assert [item["text"] for item in page.context["account_links"]] == ["Account", "Sign out"]
        assert [item["text"] for item in page.context["navigation"] if item.get("current")] == ["Home"]


def test_the_workflow_page_is_in_step(tmp_path, monkeypatch):
    call_command("print_workflow", "--check")
    monkeypatch.setattr(print_workflow, "PAGE", tmp_path / "workflow.md")
    with pytest.raises(CommandError, match="out of step"):
        call_command("print_workflow", "--check")
