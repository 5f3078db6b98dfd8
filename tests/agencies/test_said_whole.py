"""What comes with an invitation stands in the list; who declared one interest has not said that this is all."""

import pytest
from django.urls import reverse

from agencies import commands
from agencies.models import InterestStatement, RoleKind
from agencies.queries import last_statement, never_stated, statement_is_due
from tests.walk import cast, local_area

pytestmark = pytest.mark.django_db


def page(client, viewer, name, *args):
    client.force_login(viewer)
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def test_the_list_of_invitations_shows_the_roles_that_come_with_them(client):
    people = cast()
    inspectorate = people.cqc_administrator.membership.inspectorate
    facts = {"job_title": "Officer", "inspectorate": inspectorate, "by": people.cqc_administrator}
    commands.invite(email="one@walk.example", name="One", roles=[RoleKind.SIGNATORY], **facts)
    commands.invite(email="two@walk.example", name="Two", roles=[RoleKind.ANALYST, RoleKind.DECISION_MAKER], **facts)
    commands.invite(email="none@walk.example", name="None", **facts)
    said = page(client, people.cqc_administrator, "invitations")
    assert "Role: Signatory" in said
    assert "Roles: Analyst, Chief Inspector’s decision maker" in said
    assert (said.count("Role: "), said.count("Roles: ")) == (1, 1)
    area = people.co_ordinator.membership.local_area
    facts = {"name": "Co", "job_title": "Head", "local_area": area, "co_ordinator": True, "by": people.co_ordinator}
    commands.invite(email="co@walk.example", **facts)
    assert "Role: Co-ordinator of the local area" in page(client, people.co_ordinator, "invitations")


def test_one_declared_interest_is_not_yet_all(client):
    people = cast()
    person = people.cqc
    assert never_stated([person]) == {person.pk}
    commands.declare_interest(kind="lives", local_area=local_area("X002"), by=person)
    assert statement_is_due(last_statement(person))
    assert "Declare your interests" in page(client, person, "home")
    assert "You have not said yet that this is complete." in page(client, person, "interests")
    assert "They have not said yet that this is complete." in page(client, people.cqc_administrator, "person", person.pk)
    # But they have said something: whoever staffs a team reads nothing else.
    assert never_stated([person]) == frozenset()
    commands.state_interests(nothing=False, by=person)
    assert "Declare your interests" not in page(client, person, "home")
    assert "You have not said yet" not in page(client, person, "interests")


def test_who_declares_something_no_longer_says_that_there_is_nothing():
    people = cast()
    commands.state_interests(nothing=True, by=people.cqc)
    commands.declare_interest(kind="lives", local_area=local_area("X002"), by=people.cqc)
    assert list(InterestStatement.objects.values_list("user", "nothing")) == [(people.cqc.pk, False)]
