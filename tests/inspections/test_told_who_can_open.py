"""Where an inspection is, and who has a place there, is told by e-mail only to whoever could open it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from accounts.commands.sign_on import bind_single_sign_on
from agencies import commands as people_commands
from agencies.models import RoleKind
from agencies.telling import tell_of_casework
from inspections import commands
from jobs.models import Email
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
CALL = "Something waits for you: set up your second factor"
EMPTY = "A place on an inspection team is empty"


def without_factor(person):
    Authenticator.objects.filter(user=person).delete()
    return person


def told(person, already=0):
    """(subject, body) of each e-mail after those that were there already."""
    return list(Email.objects.filter(to=person.email).order_by("pk").values_list("subject", "body"))[already:]


def test_who_has_accepted_and_never_set_up_a_factor_learns_of_no_empty_place(people):
    inspection = inspection_at("fieldwork")
    newcomer = without_factor(people.stranger)
    people_commands.give_role(newcomer, RoleKind.PROGRAMME_LEAD, by=people.ofsted_administrator)
    before = len(told(newcomer))
    people_commands.leave(people.ofsted, by=people.ofsted_administrator)
    ((subject, body), *_more) = told(newcomer, before)
    assert subject == CALL
    assert "/account/second-factor/" in body
    for secret in (inspection.local_area.name, people.ofsted.name, f"inspections/{inspection.pk}"):
        assert secret not in body
    assert any(inspection.local_area.name in body for _subject, body in told(people.programme_lead))


def test_an_area_whose_people_have_no_factor_is_called_and_told_nothing(people):
    for person in (people.police, people.co_ordinator):
        without_factor(person)
    inspection = inspection_at("planned")
    commands.take_step("notify", inspection, by=people.lead)
    for person in (people.police, people.co_ordinator):
        ((subject, body),) = told(person)
        assert (subject, inspection.local_area.name in body, "Fieldwork" in body) == (CALL, False, False)


@pytest.mark.parametrize(("counts", "subject"), [(True, EMPTY), (False, CALL)])
def test_an_organisation_s_own_sign_in_opens_where_it_asks_for_a_factor(people, counts, subject):
    bind_single_sign_on(
        "own",
        name="Own",
        server="https://sign-in.example",
        client="jtai",
        secret="quiet",
        inspectorate="ofsted",
        domains=["walk.example"],
        second_factor=counts,
    )
    inspection_at("fieldwork")
    SocialAccount.objects.create(user=without_factor(people.programme_lead), provider="own", uid="1")
    people_commands.leave(people.ofsted, by=people.ofsted_administrator)
    assert subject in dict(told(people.programme_lead))


def test_recovery_codes_alone_are_no_factor_and_a_demonstration_s_people_need_none(people):
    inspection_at("fieldwork")
    lead, other = without_factor(people.programme_lead), without_factor(people.lead)
    Authenticator.objects.create(user=lead, type=Authenticator.Type.RECOVERY_CODES, data={})
    type(other).objects.filter(pk=other.pk).update(demonstration=True)
    with override_settings(DEMONSTRATION=True):
        people_commands.leave(people.ofsted, by=people.ofsted_administrator)
    assert CALL in dict(told(lead))
    assert EMPTY in dict(told(other))


def test_of_three_people_the_factors_are_asked_in_one_question(people):
    with CaptureQueriesContext(connection) as asked:
        tell_of_casework([people.lead, people.ofsted, people.cqc], "Subject", "Words", address="/")
    assert sum("mfa_authenticator" in query["sql"] for query in asked.captured_queries) == 1
    assert Email.objects.filter(subject="Subject").count() == 3
