"""A hold that is being made while the daily job removes: it is waited for, and what it holds stays."""

from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from jobs.commands import send_email
from jobs.models import Email
from retention.commands import put_on_hold, retain
from tests.inspections.test_at_once import together
from tests.walk import cast

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = """SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'retention_hold'::regclass"""


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return int(cursor.fetchone()[0])


def hold_slowly(email: Email, by: User, made: Event) -> str:
    """Not committed before the job has come to wait for it, or is through."""
    with transaction.atomic():
        put_on_hold(f"jobs.email:{email.pk}", reason="Asked for.", by=by)
        made.set()
        for _time in range(100):
            if waiting():
                return "waited for"
            sleep(0.05)
    return "not waited for"


def test_what_is_being_put_on_hold_stays():
    people, made = cast(), Event()
    Email.objects.all().delete()
    email = send_email("a@example.org", "held", "x")
    Email.objects.filter(pk=email.pk).update(sent_at=timezone.now() - timedelta(days=91))

    def remove() -> dict[str, int]:
        made.wait(10)
        return retain().removed

    said, removed = together(lambda: hold_slowly(email, people.administrator, made), remove)
    assert (said, removed["sent-emails"]) == ("waited for", 0)
    assert Email.objects.filter(pk=email.pk).exists()
