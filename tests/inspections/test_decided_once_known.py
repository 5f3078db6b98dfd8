"""Who decides on statements is told of an inspection when its area is: an unannounced week is for those alone who must know it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from inspections import access, commands
from inspections.drift import drift
from inspections.workflow import Status
from tests.walk import AREA, WEEK, cast, inspection_at, walk_on

pytestmark = pytest.mark.django_db
BEFORE = [("inspections", "0008_deferrals_say_their_year")]


def answers(client, person, inspection):
    """What the pages of one inspection, and the list, answer to this person: (status, stands in the list)."""
    client.force_login(person)
    page = client.get(inspection.get_absolute_url()).status_code
    return page, inspection.local_area.name in client.get(reverse("inspections")).content.decode()


def test_a_planned_inspection_is_not_there_for_them_until_it_is_notified(client, people):
    inspection = inspection_at("planned")
    assert answers(client, people.decision_maker, inspection) == (404, False)
    assert answers(client, people.programme_lead, inspection) == (200, True)
    walk_on(inspection, "notified")
    assert answers(client, people.decision_maker, inspection) == (200, True)


def test_the_new_week_of_a_deferred_one_is_as_secret_as_the_first(client, people):
    inspection = commands.defer(inspection_at("notified"), asked_by="The director", reason="Flood", by=people.programme_lead)
    assert answers(client, people.decision_maker, inspection) == (200, True)
    commands.reschedule(
        inspection,
        fieldwork_start=WEEK + timedelta(weeks=9),
        reason="Flood over",
        week_reason="It can wait",
        by=people.programme_lead,
    )
    assert answers(client, people.decision_maker, inspection) == (404, False)
    assert list(drift()) == []


def test_one_that_was_cancelled_unannounced_is_never_known(client, people):
    inspection = inspection_at("planned")
    commands.take_step("cancel", inspection, reason="Merged councils", by=people.programme_lead)
    inspection.refresh_from_db()
    assert (inspection.status, answers(client, people.decision_maker, inspection)) == (Status.CANCELLED, (404, False))


def migrated(to):
    """The models as they are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return MigrationExecutor(connection).migrate(to).apps


def test_who_held_the_role_before_keeps_what_is_known_and_nothing_else():
    planned, known = (
        inspection_at("planned", area="X002", week=WEEK + timedelta(weeks=1)),
        inspection_at("fieldwork", area=AREA),
    )
    people = cast()
    migrated(BEFORE)
    office = Group.objects.get(name="office:ofsted")
    assert set(people.decision_maker.groups.all()) == {office}
    assert not Group.objects.filter(name__startswith="decisions:").exists()
    migrated(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert [group.name for group in people.decision_maker.groups.all()] == ["decisions:ofsted"]
    assert set(office.user_set.all()) == {people.programme_lead}
    access.forget(people.decision_maker)
    assert [row.pk for row in access.visible_to(people.decision_maker)] == [known.pk]
    assert planned.pk != known.pk
    assert list(drift()) == []
