"""A role does not end unsaid while decisions or signatures wait for its holder, or while nobody else holds it."""

import pytest
from django.urls import reverse

from agencies.models import RoleKind
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import OTHER_AREA, cast
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db


def before(client, by, person):
    client.force_login(by)
    return client.get(reverse("role_end", args=[person.pk, person.roles.get().pk])).content.decode()


def ended(client, by, person):
    client.force_login(by)
    answer = client.post(reverse("role_end", args=[person.pk, person.roles.get().pk]), follow=True)
    return [str(message) for message in answer.context["messages"]]


def another(person, kind):
    other = MembershipFactory(inspectorate=person.membership.inspectorate).user
    RoleFactory(user=other, kind=kind)


def test_decisions_that_wait_are_counted_and_no_inspection_named(client):
    people = cast()
    alone = "Nobody else of Ofsted holds the role “Chief Inspector’s decision maker”. Give it to somebody else first."
    page = before(client, people.ofsted_administrator, people.decision_maker)
    assert ("on a statement of proposed action" in page, alone in page) == (False, True)
    one, two = report_at("drafting"), report_at("drafting", area=OTHER_AREA)
    page = before(client, people.ofsted_administrator, people.decision_maker)
    assert "2 decisions on statements of proposed action wait for them." in page
    assert not [report for report in (one, two) if report.inspection.local_area.name in page]
    another(people.decision_maker, RoleKind.DECISION_MAKER)
    assert alone not in before(client, people.ofsted_administrator, people.decision_maker)
    assert ended(client, people.ofsted_administrator, people.decision_maker) == [
        ("The role of Decision maker has ended. 2 decisions on statements of proposed action wait for somebody with this role.")
    ]


def test_signatures_that_are_due_are_counted(client):
    people = cast()
    report_at("sign-off")
    page = before(client, people.cqc_administrator, people.cqc_signatory)
    assert "1 report waits for their signature." in page
    assert "Nobody else of CQC holds the role “Signatory”." in page
    client.force_login(people.cqc_administrator)
    page = client.get(reverse("person_leave", args=[people.cqc_signatory.pk])).content.decode()
    assert "1 report waits for their signature." in page
    said = ended(client, people.cqc_administrator, people.cqc_signatory)
    assert said[0].endswith("1 report waits for another signatory. Nobody of CQC holds the role “Signatory” now.")


def test_of_a_role_on_which_nothing_waits_nothing_is_said(client):
    people = cast()
    report_at("sign-off")
    page = before(client, people.ofsted_administrator, people.observer)
    assert "Nobody else of" not in page
    assert "signature" not in page
