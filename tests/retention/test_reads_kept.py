"""A hold keeps who opened what hangs on the thing held, not only who opened the thing itself."""

import pytest
from django.db import connection

from audit.models import Read
from audit.queries import key_of
from files.commands import store
from programmes import commands
from programmes.models import ImportRun
from retention.commands import put_on_hold, release, retain
from tests.letters import posted
from tests.programmes import acting
from tests.sharing import sent
from tests.walk import cast

pytestmark = pytest.mark.django_db


def breach():
    row = acting.breach()
    return row.activity, f"breach:{row.pk}"


def recommendation():
    row = acting.recommendation()
    return row.activity, f"recommendation:{row.pk}"


def looked_at():
    row, item = acting.done(), acting.check_item()
    commands.look_at_check_item(item, activity=row, seen="Works.", seen_on=row.ends_on, by=row.recorded_by)
    return row, f"check-item:{item.pk}"


def downloaded():
    row = acting.done()
    return row, f"programme:{row.programme.code}"


def sent_in():
    asked = acting.programme()
    row = ImportRun.objects.create(
        programme=asked, file=store(b"a,b", "text/csv"), name="x.csv", only_check=True, asked_by=acting.recorder(asked)
    )
    return row, f"import:{row.pk}"


def rested_on():
    item = sent(by=cast().lead)
    return posted(by=cast().lead, items=(item,)), f"item:{item.pk}"


@pytest.mark.parametrize(
    "made", [breach, recommendation, looked_at, downloaded, sent_in, rested_on], ids=lambda made: made.__name__
)
def test_reads_of_what_hangs_on_something_on_hold_stay(made):
    held, stream = made()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing)"
            " VALUES (date_trunc('hour', now()) - make_interval(years => 7), 'accounts.user:1', %s, 'x')",
            [stream],
        )
    hold = put_on_hold(key_of(held), reason="A claim", by=cast().administrator)
    retain()
    assert Read.objects.count() == 1
    release(hold, by=cast().administrator)
    assert retain().removed["reads"] == 1
