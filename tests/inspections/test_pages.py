"""Every page of an inspection opens for those who may, in every state, and stays shut for the others."""

import pytest
from django.urls import reverse

from inspections.models import Finding, RequestItem
from inspections.workflow import BY_HAND, MAIN_LINE
from tests.walk import evaluate_all, finding, inspection_at, note

pytestmark = pytest.mark.django_db

PLAIN = [
    "inspection", "dates", "team", "children", "request", "notes", "findings", "moderation", "evaluations",
]  # fmt: skip
EVIDENCE = {"children", "request", "notes", "findings", "moderation", "evaluations"}


def shows(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args)).status_code


@pytest.mark.parametrize("status", [*MAIN_LINE[:5], "deferred", "paused", "cancelled"])
def test_plain_pages_open_in_every_state(client, people, status):
    inspection = inspection_at(status)
    for name in PLAIN:
        assert shows(client, people.lead, name, inspection.pk) == 200, name
        assert shows(client, people.observer, name, inspection.pk) == (403 if name in EVIDENCE else 200), name
        for outsider in (people.stranger, people.co_ordinator, people.administrator):
            assert shows(client, outsider, name, inspection.pk) == 404, name
    for name in [*BY_HAND, "reschedule"]:
        assert shows(client, people.lead, "step", inspection.pk, name) == 200, name
    assert shows(client, people.programme_lead, "team_add", inspection.pk) == (
        403 if status == "x" else 409 if status == "cancelled" else 200
    )


def test_pages_of_single_things_open(client, people):
    inspection = inspection_at("fieldwork")
    noted = note(inspection, by=people.cqc)
    found = finding(inspection, by=people.cqc, notes=[noted])
    client.force_login(people.cqc)
    for name, key in [
        ("note", noted.pk),
        ("note_edit", noted.pk),
        ("finding", found.pk),
        ("finding_edit", found.pk),
        ("finding_notes", found.pk),
    ]:
        assert client.get(reverse(name, args=[inspection.pk, key])).status_code == 200, name
    for noun, key in [("notes", noted.pk), ("findings", found.pk)]:
        assert client.get(reverse("text_history", args=[inspection.pk, noun, key])).status_code == 200, noun
    for name in ("note_add", "finding_add", "evaluation_add", "child_add"):
        assert client.get(reverse(name, args=[inspection.pk])).status_code == 200, name
    assert client.get(reverse("finding_add", args=[inspection.pk]), {"notes": [noted.pk]}).status_code == 200
    # Judge apart: another inspectorate's own things are not there.
    client.force_login(people.hmicfrs)
    assert client.get(reverse("note", args=[inspection.pk, noted.pk])).status_code == 404
    assert client.get(reverse("finding", args=[inspection.pk, found.pk])).status_code == 404


def test_pages_of_moderation_open(client, people):
    inspection = inspection_at("moderation")
    evaluate_all(inspection)
    found = Finding.objects.filter(inspection=inspection).first()
    evaluation = inspection.evaluations.first()
    client.force_login(people.lead)
    assert client.get(reverse("finding_set_aside", args=[inspection.pk, found.pk])).status_code == 200
    assert client.get(reverse("evaluation", args=[inspection.pk, evaluation.pk])).status_code == 200
    assert client.get(reverse("evaluation_edit", args=[inspection.pk, evaluation.pk])).status_code == 200
    assert client.get(reverse("moderation", args=[inspection.pk]), {"mine": "1"}).status_code == 200


def test_the_area_sees_its_own_pages_from_notification_on(client, people):
    inspection = inspection_at("planned")
    assert shows(client, people.co_ordinator, "response", inspection.pk) == 404
    inspection = inspection_at("set-up", area="X003", week=inspection.fieldwork_start)
    assert shows(client, people.co_ordinator, "response", inspection.pk) == 404


def test_the_area_answers(client, people):
    inspection = inspection_at("set-up")
    for person, sees in ((people.co_ordinator, 34), (people.police, 11)):
        client.force_login(person)
        assert client.get(reverse("response", args=[inspection.pk])).status_code == 200
        page = client.get(reverse("response_request", args=[inspection.pk]))
        assert (page.status_code, len(page.context["items"])) == (200, sees)
    council = RequestItem.objects.filter(inspection=inspection, agency__kind__code="local-authority").first()
    assert shows(client, people.police, "response_request_item", inspection.pk, council.pk) == 404
    assert shows(client, people.co_ordinator, "response_request_item", inspection.pk, council.pk) == 200
    assert shows(client, people.ofsted, "request_item", inspection.pk, council.pk) == 200


def test_home_and_list(client, people):
    inspection_at("moderation")
    for person in vars(people).values():
        client.force_login(person)
        assert client.get(reverse("home")).status_code == 200
    client.force_login(people.cqc)
    assert (
        client.get(reverse("inspections"), {"text": "fell", "status": "moderation", "mine": "on", "sort": "area"}).status_code
        == 200
    )
