"""What an administrator reads before a role ends is what stands empty at home then, and what falls by the rules: no more."""

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from inspections.models import Inspection
from reports import commands, policies
from tests.walk import OTHER_AREA, cast, inspection_at
from tests.walk_reports import build, read_anew, report_at

pytestmark = pytest.mark.django_db


def before(client, by, person) -> str:
    client.force_login(by)
    address = reverse("role_end", args=[person.pk, person.roles.get().pk])
    return " ".join(client.get(address).content.decode().partition("<main")[2].split())


def at_home(client, person) -> int:
    client.force_login(person)
    return client.get(reverse("home")).content.decode().count("stands empty since")


def test_places_on_published_inspections_are_not_counted(client):
    people = cast()
    inspection_at("fieldwork")
    published = inspection_at("fieldwork", area=OTHER_AREA)
    inspection_at("planned", area="X003")  # secret
    Inspection.objects.filter(pk=published.pk).update(status="published")
    assert "They have 1 place on the team" in before(client, people.cqc_administrator, people.cqc_signatory)
    Inspection.objects.filter(pk=published.pk).update(status="fieldwork")
    assert "They have 2 places on the teams" in before(client, people.cqc_administrator, people.cqc_signatory)
    Inspection.objects.filter(pk=published.pk).update(status="statement-due")
    client.force_login(people.cqc_administrator)
    address = reverse("role_end", args=[people.cqc_signatory.pk, people.cqc_signatory.roles.get().pk])
    answer = client.post(address, follow=True)
    assert "1 place on an inspection team stands empty now." in str(next(iter(answer.context["messages"])))
    assert at_home(client, people.lead) == 2  # with the one that is not announced, of which an administrator is not told


def test_of_published_inspections_alone_nothing_is_said_but_that_they_have_no_lead(client):
    people = cast()
    inspection = inspection_at("fieldwork")
    Inspection.objects.filter(pk=inspection.pk).update(status="published")
    assert "on the team" not in before(client, people.cqc_administrator, people.cqc_signatory)
    client.force_login(people.ofsted_administrator)
    assert "They lead 1 inspection" in client.get(reverse("person_leave", args=[people.lead.pk])).content.decode()


def test_a_signature_that_was_given_stays_when_the_role_ends_and_nothing_else_is_said(client):
    people = cast()
    report = report_at("sign-off")
    freeze = policies.latest_freeze(report)
    words = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
    commands.sign(freeze, **words, by=people.cqc_signatory)
    said = before(client, people.cqc_administrator, people.cqc_signatory)
    assert ("waits for their signature" in said, "signatures" in said) == (False, False)
    people_commands.end_role(people.cqc_signatory.roles.get(), by=people.cqc_administrator)
    for person in (people.ofsted_signatory, people.hmicfrs_signatory, people.probation_signatory):
        commands.sign(policies.latest_freeze(read_anew(report)), **words, by=person)
    build(freeze)
    commands.begin_pre_publication(read_anew(report).inspection, by=people.lead)
    assert read_anew(report).inspection.status == "pre-publication"
