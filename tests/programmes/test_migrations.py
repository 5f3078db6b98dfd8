"""What was recorded before there were versions becomes the first of them, and the other way round."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from programmes.models import Breach, Recommendation
from tests.programmes.acting import breach, recommendation, reword
from tests.walk import cast

pytestmark = pytest.mark.django_db
BEFORE = [("programmes", "0001_initial")]


def migrated(to):
    """The models as they are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


def newest():
    """The models of today need the newest of all."""
    return MigrationExecutor(connection).loader.graph.leaf_nodes("programmes")


def test_words_become_the_first_version_and_go_back_as_they_stand():
    broken, asked = breach(), recommendation()
    reword(broken, words="What stands.")
    apps = migrated(BEFORE)
    old = apps.get_model("programmes", "Breach").objects.get(pk=broken.pk)
    assert (old.words, apps.get_model("writing", "Text").objects.filter(pk=broken.text_id).exists()) == ("What stands.", False)
    migrated(newest())
    row = Breach.objects.select_related("text").get(pk=broken.pk)
    first = row.text.revisions.get()
    assert (row.text.body, row.text.version, first.number, first.author) == ("What stands.", 1, 1, cast().cqc)
    assert first.values == {
        "agency_id": row.agency_id, "standard": "Safeguarding", "found_on": "2025-05-16", "address_by": "2025-07-15",
    }  # fmt: skip
    row = Recommendation.objects.select_related("text").get(pk=asked.pk)
    assert (row.text.body, row.text.revisions.get().values["addressee"]) == ("Commission a service.", "commissioner")
    reword(row, words="Two services.")
    assert Recommendation.objects.get(pk=asked.pk).text.body == "Two services."
