"""When a person or a role is refused, the summary leads to where another one is chosen, and the way round stays on the page."""

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from agencies.models import RoleKind
from inspections.models import Part
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def refused(client, viewer, name, *args, **sent):
    client.force_login(viewer)
    answer = client.post(reverse(name, args=args), sent)
    assert answer.status_code == 409
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("page", ["team_add", "team_replace"])
def test_a_person_with_a_conflict_is_refused_beside_the_list(client, people, page):
    inspection = inspection_at("planned")
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    place = inspection.team.get(user=people.ofsted)
    at = [inspection.pk] if page == "team_add" else [inspection.pk, place.pk]
    said = refused(client, people.programme_lead, page, *at, person=people.stranger.pk, part=Part.INSPECTOR)
    assert '<a href="#id_person">Stranger has a conflict of interest with this inspection.' in said
    assert f'href="{reverse("override_ask", args=[inspection.pk, people.stranger.pk])}?part=inspector"' in said
    assert f'<option value="{people.stranger.pk}" selected>' in said


def test_a_role_that_a_place_stands_against_is_refused_beside_the_roles(client, people):
    inspection_at("fieldwork")
    said = refused(client, people.cqc_administrator, "role_give", people.cqc.pk, kind=RoleKind.ADMINISTRATOR)
    assert '<a href="#id_kind_0">Cqc has a place on a team, and an administrator sees no casework.' in said
