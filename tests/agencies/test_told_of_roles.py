"""A role that opens more than a place does is never given unseen."""

import pytest

from agencies.commands import give_role
from agencies.models import RoleKind
from jobs.models import Email
from tests.walk import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (RoleKind.INFORMATION_GOVERNANCE, True),
        (RoleKind.DECISION_MAKER, True),
        (RoleKind.ANALYST, False),
    ],
)
def test_the_other_administrators_and_the_programme_leads_are_told_of_a_role(kind, told):
    people = cast()
    give_role(people.stranger, kind, by=people.ofsted_administrator)
    mails = Email.objects.filter(subject="Somebody is given rights in your organisation")
    everybody = {people.second_administrator.email, people.programme_lead.email}
    assert set(mails.values_list("to", flat=True)) == (everybody if told else set())
    assert all(f"the role: {RoleKind(kind).label}" in mail.body for mail in mails)
