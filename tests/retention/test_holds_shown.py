"""What is on hold is listed for those who may release it, and released there; others see a number."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inspections.models import Inspection
from jobs.models import Email
from retention.commands import put_on_hold
from retention.models import Hold
from tests.letters import posted
from tests.programmes.acting import done
from tests.sharing import sent
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def inspection() -> Inspection:
    return inspection_at("fieldwork")


def shown(client: Client, person) -> str:
    client.force_login(person)
    return " ".join(client.get(reverse("retention")).content.decode().split())


def test_each_sees_what_is_theirs_to_release_with_why_since_and_by_whom(client, inspection):
    people = cast()
    key = f"inspections.inspection:{inspection.pk}"
    email = Email.objects.create(to=people.cqc.email, subject="Zebra", body="x", sent_at=timezone.now())
    put_on_hold(key, reason="Reason-of-cqc", by=people.governance)
    put_on_hold(f"jobs.email:{email.pk}", reason="Reason-of-email", by=people.governance)
    put_on_hold(f"accounts.user:{people.cqc.pk}", reason="Reason-of-account", by=people.governance)
    put_on_hold(key, reason="Reason-of-ofsted", by=people.ofsted_governance)
    put_on_hold(key, reason="Reason-of-the-system", by=people.administrator)
    page = shown(client, people.governance)
    for said in (
        f"The inspection of {inspection.local_area.name}",
        f"The email “Zebra” to {people.cqc.email}",
        f"The account of {people.cqc.name}",
        "Reason-of-cqc",
        "Reason-of-email",
        people.governance.name,
        "5 holds stand in the whole service",
        "OFFICIAL-SENSITIVE",
    ):
        assert said in page, said
    assert "Reason-of-ofsted" not in page
    assert "Reason-of-the-system" not in page
    page = shown(client, people.administrator)
    assert f"Inspection {inspection.pk}" in page
    assert "Reason-of-the-system" in page
    for said in ("Reason-of-cqc", inspection.local_area.name, "Zebra"):
        assert said not in page, "a system administrator sees no casework"


def test_what_was_shared_recorded_and_sent_in_is_called_by_its_name_and_by_number_for_the_system(client):
    people = cast()
    item, activity = sent(by=people.lead), done("fundamental-standards", "inspection")
    letter = posted(by=people.lead, subject="Strategy meetings")
    for key in (f"intelligence.item:{item.pk}", f"programmes.activity:{activity.pk}", f"intelligence.letter:{letter.pk}"):
        put_on_hold(key, reason="A claim", by=people.governance)
        put_on_hold(key, reason="A claim", by=people.administrator)
    page = shown(client, people.governance)
    for said in (
        f"What was shared about {item.local_area.name}, number {item.pk}",
        f"“{activity.kind.name}” of {activity.agency}, 12 May 2025",
        "The letter “Strategy meetings” from Ofsted to CQC",
    ):
        assert said in page, said
    page = shown(client, people.administrator)
    for said in (f"Shared item {item.pk}", f"Activity {activity.pk}", f"Letter {letter.pk}"):
        assert said in page, said
    assert item.local_area.name not in page
    assert "Strategy meetings" not in page


def test_a_hold_is_released_where_it_is_listed_by_its_own_people_only(client, inspection):
    people = cast()
    hold = put_on_hold(f"inspections.inspection:{inspection.pk}", reason="A claim", by=people.governance)
    for person in (people.ofsted_governance, people.administrator, people.cqc):
        client.force_login(person)
        assert client.post(reverse("retention"), {"hold": hold.pk}).status_code in {403, 404}
        assert Hold.objects.filter(released_at=None).count() == 1
    client.force_login(people.governance)
    for typed in ("", "x", "9" * 30, "-1"):
        assert client.post(reverse("retention"), {"hold": typed}).status_code == 404
    answer = client.post(reverse("retention"), {"hold": hold.pk}, follow=True)
    assert "It is no longer on hold." in answer.content.decode()
    assert "Nothing of yours is on hold." in answer.content.decode()
    assert not Hold.objects.filter(released_at=None).exists()


def test_information_governance_finds_the_page_in_its_navigation(client):
    people = cast()
    link = f'href="{reverse("retention")}"'
    client.force_login(people.governance)
    assert link in client.get(reverse("access_requests")).content.decode()
    client.force_login(people.cqc)
    assert link not in client.get(reverse("home")).content.decode()


def test_three_holds_cost_what_one_costs(client, inspection):
    people = cast()

    def cost(colleague) -> int:
        email = Email.objects.create(to=people.cqc.email, subject="x", body="x", sent_at=timezone.now())
        put_on_hold(f"accounts.user:{colleague.pk}", reason="x", by=people.governance)
        put_on_hold(f"jobs.email:{email.pk}", reason="x", by=people.governance)
        shown(client, people.governance)
        with CaptureQueriesContext(connection) as asked:
            shown(client, people.governance)
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    put_on_hold(f"inspections.inspection:{inspection.pk}", reason="x", by=people.governance)
    colleagues = (people.cqc, people.cqc_signatory, people.cqc_programme_lead)
    assert len({cost(colleague) for colleague in colleagues}) == 1
