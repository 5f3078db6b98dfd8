"""Home says what waits of what was shared and of the own routine programmes, urgent things first, to those who look after it."""

import re

import pytest
import time_machine as clock
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import RoleKind
from jtai.programmeyears import year_of
from programmes import commands
from tests.factories import RoleFactory
from tests.programmes import acting
from tests.sharing import draft, sent
from tests.walk import cast

pytestmark = pytest.mark.django_db
NOW = "2026-06-01T10:00Z"


def waiting(client, person) -> list[str]:
    """The lines of "Waiting for you", in order."""
    client.force_login(person)
    page = client.get(reverse("home")).content.decode()
    found = re.search(r"Waiting for you</h2><ul[^>]*>(.*?)</ul>", page, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def of(lines: list[str], words: str) -> list[str]:
    return [line for line in lines if words in line]


def test_what_is_past_its_day_in_the_own_programmes_is_said_to_their_leads(client):
    with clock.travel("2026-01-12T10:00Z", tick=False):
        row = acting.done("fundamental-standards", "inspection")
        acting.breach(row)
        review = acting.done("clas", "review")
        acting.recommendation(review, due_on=row.ends_on.replace(year=2026, month=5, day=29))
        acting.recommendation(review, due_on=row.ends_on.replace(year=2026, month=6, day=1))
    people = cast()
    with clock.travel(NOW, tick=False):
        lines = waiting(client, people.cqc_programme_lead)
        assert of(lines, "overdue") == [
            "Fundamental standards: 1 is overdue (Breaches: 1) Late",
            "CLAS: 1 is overdue (Recommendations: 1) Late",
        ]
        for person in (people.cqc, people.hmicfrs, people.co_ordinator):
            assert of(waiting(client, person), "overdue") == []


def test_what_is_overdue_by_the_rules_is_counted_on_the_page_of_programmes_as_its_own_page_counts_it(client):
    with clock.travel("2026-01-12T10:00Z", tick=False):
        acting.published("ilacs", "standard-inspection", timing_reason="Its last outcome")
    people = cast()
    with clock.travel(NOW, tick=False):
        client.force_login(people.programme_lead)
        assert reverse("programmes") in client.get(reverse("home")).content.decode().partition("<main")[2]
        address = reverse("programme_due", args=["ilacs", year_of(timezone.localdate())])
        listed = client.get(reverse("programmes")).content.decode()
        found = re.search(rf'<a class="govuk-link" href="{address}\?state=overdue">(\d+)<', listed)
        page = client.get(address, {"state": "overdue"}).content.decode()
        assert int(found[1]) == len(re.findall(r">\s*Overdue\s*</strong>", page)) > 0
        assert "No rules" in listed


def test_urgent_comes_first_and_is_called_so(client):
    people = cast()
    with clock.travel("2026-05-01T10:00Z", tick=False):
        sent(by=people.ofsted)
    with clock.travel(NOW, tick=False):
        sent(by=people.ofsted, text="Calls wait until the morning.", urgent=True)
        first = waiting(client, people.cqc_programme_lead)[0]
        assert first == "2 items shared with you wait to be acknowledged (1 is urgent, 1 is late) Urgent Late"
        client.force_login(people.cqc)
        queue = client.get(reverse("item_queue")).content.decode()
        assert queue.index(">Urgent</strong>") < queue.index(">Late</strong>")


def test_what_somebody_wrote_and_did_not_share_waits_for_them_alone(client):
    people = cast()
    draft(by=people.cqc)
    expected = ["1 draft of a concern or exceptional practice that you wrote is not sent yet"]
    assert of(waiting(client, people.cqc), "exceptional practice") == expected
    assert of(waiting(client, people.cqc_programme_lead), "exceptional practice") == []


def test_it_costs_the_same_however_much_waits(client):
    people = cast()

    def cost() -> int:
        waiting(client, people.cqc_programme_lead)
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("home"))
        return len(counted)

    with clock.travel("2026-01-12T10:00Z", tick=False):
        for _ in range(2):
            acting.breach(acting.done("fundamental-standards", "inspection"))
            sent(by=people.ofsted)
    with clock.travel(NOW, tick=False):
        first = cost()
        sent(by=people.ofsted, urgent=True)
        acting.breach(acting.done("fundamental-standards", "inspection"))
        assert cost() == first


def test_what_is_overdue_is_one_number_on_home_in_the_list_of_programmes_and_on_its_page(client):
    with clock.travel("2026-01-12T10:00Z", tick=False):
        broken = acting.done("fundamental-standards", "inspection")
        acting.breach(broken)
        acting.recommendation(broken, due_on=broken.ends_on.replace(year=2026, month=2, day=2))
        enforced = acting.breach(broken, standard="Staffing")
        commands.follow_breach(enforced, step="enforce", on=broken.ends_on, note="Notice.", by=cast().cqc)
    with clock.travel(NOW, tick=False):
        lines = waiting(client, cast().cqc_programme_lead)
        assert of(lines, "overdue") == ["Fundamental standards: 2 are overdue (Breaches: 1, Recommendations: 1) Late"]
        address = f"{reverse('programme_due', args=['fundamental-standards', 2026])}?state=overdue"
        home = client.get(reverse("home")).content.decode()
        listed = client.get(reverse("programmes")).content.decode()
        page = client.get(address).content.decode()
        assert f'href="{address}"' in home
        assert re.findall(rf'href="{re.escape(address)}">(\d+)<', listed) == ["2"]
        assert (len(re.findall(r">Overdue</strong>", page)), "Staffing" in page) == (2, False)


def test_who_has_no_rules_is_not_told_of_rules(client):
    acting.programme()
    people = cast()
    RoleFactory(user=people.probation, kind=RoleKind.PROGRAMME_LEAD)
    said = []
    for person in (people.cqc_programme_lead, people.probation):
        client.force_login(person)
        page = client.get(reverse("home")).content.decode()
        said.append(("rules ask for" in page, "plans, does and publishes" in page))
    assert said == [(True, False), (False, True)]


def test_home_takes_twelve_queries_at_most_for_a_programme_lead(client):
    people = cast()
    with clock.travel("2026-01-12T10:00Z", tick=False):
        acting.breach(acting.done("fundamental-standards", "inspection"))
        acting.published("ilacs", "standard-inspection", timing_reason="Its last outcome")
        sent(by=people.ofsted)
    with clock.travel(NOW, tick=False):
        for person in (people.cqc_programme_lead, people.programme_lead):
            waiting(client, person)
            with CaptureQueriesContext(connection) as counted:
                client.get(reverse("home"))
            assert len(counted) <= 12, [one["sql"][:200] for one in counted]
