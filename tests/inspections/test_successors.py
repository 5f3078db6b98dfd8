"""Who may be chosen as a successor is named only to whoever may choose one."""

import pytest
from django.urls import reverse

from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("part", "status", "named"), [("observer", 403, False), ("cqc", 403, False), ("programme_lead", 422, True)]
)
def test_a_refused_sending_names_nobody(client, part, status, named):
    inspection, people = inspection_at("planned"), cast()
    place = inspection.team.get(user=people.ofsted)
    client.force_login(getattr(people, part))
    chosen = "" if named else people.stranger.pk
    answer = client.post(reverse("team_replace", args=[inspection.pk, place.pk]), {"person": chosen})
    assert answer.status_code == status
    assert (f">{people.stranger.name}, " in answer.content.decode()) == named
