"""Bank holidays that a person adds, and periods without fieldwork."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies import queries
from agencies.commands import add_bank_holiday
from agencies.loading import load_bank_holidays, load_closed_periods
from agencies.models import BankHoliday, ClosedPeriod, RoleKind
from audit import trail
from inspections.loading import AGENCIES
from jtai.errors import Invalid, NotAllowed
from tests.factories import BankHolidayFactory, MembershipFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
JUBILEE = date(2027, 6, 4)


def lead_of(code):
    member = MembershipFactory(inspectorate__code=code)
    RoleFactory(user=member.user, kind=RoleKind.PROGRAMME_LEAD)
    return member.user


def test_a_day_that_a_person_adds_counts_at_once():
    admin = UserFactory(is_system_administrator=True)
    assert JUBILEE not in queries.holidays()

    add_bank_holiday(day=JUBILEE, name="A jubilee", by=admin)

    assert JUBILEE in queries.holidays()
    assert [event.verb for event in trail.trail_of("reference")] == ["bank_holiday.add"]


def test_a_day_is_added_once_and_the_refusal_names_the_field():
    holiday = BankHolidayFactory(day=JUBILEE, name="A jubilee")
    with pytest.raises(Invalid, match="4 June 2027 is already a bank holiday: A jubilee") as refusal:
        add_bank_holiday(day=holiday.day, name="Another", by=UserFactory(is_system_administrator=True))
    assert refusal.value.field == "day"
    assert list(BankHoliday.objects.values_list("name", flat=True)) == ["A jubilee"]


def test_ofsteds_programme_lead_may_add_one_and_nobody_else():
    add_bank_holiday(day=JUBILEE, name="A jubilee", by=lead_of("ofsted"))
    for stranger in (lead_of("cqc"), MembershipFactory(inspectorate__code="ofsted").user, UserFactory()):
        with pytest.raises(NotAllowed, match="Only a system administrator or a programme lead of Ofsted"):
            add_bank_holiday(day=date(2027, 6, 7), name="Another", by=stranger)


def test_holidays_are_read_once_a_minute(django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.holidays()
        queries.holidays()
    queries.forget_holidays()
    with django_assert_num_queries(1):
        queries.holidays()


def test_the_page_lists_a_year_and_adds_a_day(client):
    load_bank_holidays()
    client.force_login(lead_of("ofsted"))
    page = client.get("/bank-holidays/", {"year": "2026"}).content.decode()
    assert page.count("<td") == 2 * 8
    answer = client.post(
        "/bank-holidays/?year=2026", {"day_day": "4", "day_month": "6", "day_year": "2027", "name": "A jubilee"}
    )
    assert (answer.status_code, answer.url) == (302, "/bank-holidays/?year=2027")
    assert "A jubilee" in client.get(answer.url).content.decode()
    assert JUBILEE in queries.holidays()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"day": "2027-06-04", "name": ""}, "Enter the name of the bank holiday"),
        ({"day": "", "name": "A jubilee"}, "Enter the day of the bank holiday"),
        ({"day": "2026-12-25", "name": "A jubilee"}, "This day is a bank holiday already"),
        ({"day": "2013-12-25", "name": "A jubilee"}, "on or after 1 January 2014"),
        ({"day": "2027-06-04", "name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_day_with_a_mistake_is_not_added_and_stays_typed(client, sent, sentence):
    load_bank_holidays()
    client.force_login(UserFactory(is_system_administrator=True))
    answer = client.post("/bank-holidays/", sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, sent["name"] in page) == (422, True, True)
    assert BankHoliday.objects.filter(added_by_hand=True).exists() is False


@pytest.mark.parametrize("year", ["", "x", "1066", "99999", "\uff12\uff10\uff12\uff17"])
def test_any_year_in_the_address_shows_a_page(client, year):
    client.force_login(UserFactory(is_system_administrator=True))
    assert client.get("/bank-holidays/", {"year": year}).status_code == 200


def test_the_page_is_for_those_who_may_add(client):
    client.force_login(MembershipFactory().user)
    assert client.get("/bank-holidays/").status_code == 403


def test_the_library_never_overwrites_what_a_person_wrote():
    BankHolidayFactory(day=date(2026, 12, 25), name="Our own words", added_by_hand=True)
    BankHolidayFactory(day=JUBILEE, name="A jubilee", added_by_hand=True)
    BankHolidayFactory(day=date(2026, 5, 4), name="Misspelt", added_by_hand=False)

    first, second = load_bank_holidays(), load_bank_holidays()

    names = dict(BankHoliday.objects.values_list("day", "name"))
    assert names[date(2026, 12, 25)] == "Our own words"
    assert names[JUBILEE] == "A jubilee"
    assert names[date(2026, 5, 4)] == "May Day"
    assert (first.changed, second.nothing) == (1, True)


def test_closed_periods_run_over_the_new_year():
    load_closed_periods(AGENCIES / "closed_periods.csv")
    assert ClosedPeriod.objects.count() == 30
    [winter] = queries.closed_periods(date(2027, 1, 4), date(2027, 1, 8))
    assert (winter.first_day, winter.last_day) == (date(2026, 12, 17), date(2027, 1, 9))
    assert queries.closed_periods(date(2027, 1, 11), date(2027, 1, 15)) == []
    [summer] = queries.closed_periods(date(2026, 7, 20), date(2026, 7, 24))
    assert summer.first_day == date(2026, 7, 20)


def test_the_database_keeps_periods_whole():
    period = ClosedPeriod.objects.create(name="Summer", first_day=date(2026, 7, 20), last_day=date(2026, 9, 11), reason="…")
    with pytest.raises(IntegrityError, match="closed_period_once"), transaction.atomic():
        ClosedPeriod.objects.create(name="Again", first_day=period.first_day, last_day=period.last_day, reason="…")
    with pytest.raises(IntegrityError, match="closed_period_first_day_before_last_day"), transaction.atomic():
        ClosedPeriod.objects.filter(pk=period.pk).update(last_day=date(2026, 7, 1))


def test_who_only_looks_is_not_told_that_they_cannot_add(client):
    client.force_login(lead_of("cqc"))
    answer = client.get("/bank-holidays/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Only a system administrator or a programme lead of Ofsted keeps the list of bank holidays." in page
    assert "can add" not in page
