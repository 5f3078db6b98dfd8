"""What was decided before the year was written down keeps it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agencies.loading import load_bank_holidays
from inspections.commands import defer
from inspections.models import Deferral
from scheduling import commands
from scheduling.models import Replacement
from tests.scheduling import planning
from tests.walk import FRONT_DOOR, cast, framework_version

pytestmark = pytest.mark.django_db
BEFORE = [("scheduling", "0002_plans_people_and_replacements"), ("inspections", "0007_deferral_decisions")]


def migrated(to):
    """The models as they are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return MigrationExecutor(connection).migrate(to).apps


def test_a_replacement_and_a_deferral_know_their_year():
    load_bank_holidays()
    year, lead, areas = planning.year_to_plan(), cast().programme_lead, planning.areas(2)
    weeks = (date(2027, 1, 11), date(2027, 2, 8))
    gone, instead = (
        commands.place_inspection(
            year, local_area=area, framework=framework_version(FRONT_DOOR), topic=None, fieldwork_start=week, by=lead
        )
        for area, week in zip(areas, weeks, strict=True)
    )
    gone = defer(gone, asked_by="the director", reason="Flood.", by=lead)
    made = commands.replace(year, gone=gone, instead=instead, reason="It is near.", by=lead)
    apps = migrated(BEFORE)
    old = apps.get_model("scheduling", "Replacement").objects.get(pk=made.pk)
    assert not hasattr(old, "year")
    apps.get_model("inspections", "Deferral").objects.update(old_year=None)
    migrated(MigrationExecutor(connection).loader.graph.leaf_nodes())
    again = Replacement.objects.get(pk=made.pk)
    assert (again.year, again.gone, again.instead) == (year, gone, instead)
    assert Deferral.objects.get().old_year == 2026
