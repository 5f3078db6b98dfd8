"""Leave goes a year after its last day, and not while its person is on hold."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import Event
from audit.queries import key_of
from audit.verifying import Seen, verify_all
from retention.commands import put_on_hold, release, retain
from retention.models import Hold, Removal
from scheduling.models import Absence
from tests.walk import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years_to_come")]


@pytest.fixture
def leave() -> Absence:
    """Of CQC's inspector, until today."""
    today, people = timezone.localdate(), cast()
    return Absence.objects.create(
        user=people.cqc, kind="leave", first_day=today - timedelta(days=4), last_day=today, recorded_by=people.cqc
    )


def on(day: date) -> time_machine.travel:
    return time_machine.travel(f"{day.isoformat()}T12:00Z", tick=False)


def a_year_after(leave: Absence) -> date:
    day = leave.last_day
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def test_leave_goes_a_year_after_its_last_day_and_leaves_no_day_behind(leave: Absence) -> None:
    with on(a_year_after(leave) - timedelta(days=1)):
        retain()
        assert Absence.objects.filter(pk=leave.pk).exists()
    with on(a_year_after(leave)):
        retain()
    assert not Absence.objects.exists()
    removal = Removal.objects.get(policy="leave-over")
    assert removal.key == key_of(leave)
    event = Event.objects.get(verb="retention.remove", target=key_of(leave))
    assert event.stream == leave.stream
    said = str(event.words.data) if hasattr(event, "words") else ""
    assert leave.first_day.isoformat() not in said
    assert leave.last_day.isoformat() not in said
    assert list(verify_all(Seen())) == []


def test_leave_of_somebody_on_hold_stays(leave: Absence) -> None:
    hold = put_on_hold(key_of(leave.user), reason="A claim was brought.", by=cast().administrator)
    with on(a_year_after(leave)):
        retain()
        assert Absence.objects.filter(pk=leave.pk).exists()
        release(Hold.objects.get(pk=hold.pk), by=cast().administrator)
        retain()
    assert not Absence.objects.exists()
