"""Days that cannot be are refused with a sentence, and a refusal says only what is true where somebody stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobs.queries import job_for
from jobs.runner import run as run_job
from jtai.errors import Invalid
from programmes import commands
from programmes.models import Activity, ImportRun
from programmes.queries import IMPORT
from tests.programmes import tables
from tests.programmes.acting import BEGAN, activity, breach, council, done, programme, recommendation, reword, today
from tests.walk import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LEAD = "ask the lead of the inspection"


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


@pytest.fixture
def ofsted(client):
    programme()
    client.force_login(cast().ofsted)
    return client


@pytest.fixture
def cqc(client):
    programme()
    client.force_login(cast().cqc)
    return client


def text(client, address, **words):
    answer = client.post(address, words, follow=True) if words else client.get(address)
    return answer.content.decode()


def test_a_breach_is_found_once_its_activity_has_begun():
    row = done("fundamental-standards", "inspection")
    with pytest.raises(Invalid, match="began on 12 May 2025") as refused:
        breach(row, found_on=BEGAN - DAY, address_by=BEGAN)
    assert refused.value.field == "found_on"
    found = breach(row, found_on=BEGAN, address_by=BEGAN)
    with pytest.raises(Invalid, match="began on 12 May 2025"):
        reword(found, found_on=BEGAN - DAY)


def test_nothing_is_newly_planned_for_days_that_have_passed(ofsted):
    address = f"{reverse('activity_add', args=['ilacs'])}?subject={council().code}"
    kind = programme().activity_kinds.get(code="monitoring-visit").pk
    facts = {"kind": kind, "standing": "planned", "timing_reason": "Soon."}
    assert "These days have passed. Enter days to come, or select" in text(
        ofsted, address, **facts, **day("starts_on", today() - DAY)
    )
    assert not Activity.objects.exists()
    assert "The activity was recorded." in text(ofsted, address, **facts, **day("starts_on", today()))


def test_a_plan_that_has_passed_says_so_and_can_be_worded_otherwise_as_it_stands(ofsted):
    row = activity()
    said = "The days for which this was planned have passed."
    assert said in text(ofsted, row.get_absolute_url())
    assert "Its days have passed" in text(ofsted, reverse("programme", args=["ilacs"]))
    edit = reverse("activity_edit", args=[row.pk])
    facts = {"kind": row.kind_id, "base": 1, "reference": "7", **day("starts_on", row.starts_on), **day("ends_on", row.ends_on)}
    assert "The activity was saved." in text(ofsted, edit, **facts)
    facts |= {"base": 2, **day("starts_on", row.starts_on - DAY)}
    assert "These days have passed. Enter days to come, or mark" in text(ofsted, edit, **facts)
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=cast().ofsted)
    assert said not in text(ofsted, row.get_absolute_url())


def test_breaches_are_headed_only_where_a_rule_follows_them(cqc):
    assert ">Breaches<" in text(cqc, done("fundamental-standards", "inspection").get_absolute_url())
    assert ">Breaches<" not in text(cqc, recommendation().activity.get_absolute_url())


def test_a_refusal_of_a_programme_sends_nobody_to_the_lead_of_an_inspection(ofsted):
    page = text(ofsted, reverse("programme_sharing", args=["ilacs"]))
    assert ("Ask one of your programme leads" in page, "administrator of your" in page) == (True, False)
    assert (LEAD in page, "Nothing was changed" in page, reverse("programme", args=["ilacs"]) in page) == (False, False, True)


def test_what_can_never_be_done_is_not_to_be_tried_again(ofsted):
    row = done()
    page = text(ofsted, reverse("activity_cancel", args=[row.pk]))
    assert "Only a planned activity can be cancelled." in page
    assert ("how things stand, and try again" in page, "Nothing was changed" in page, row.get_absolute_url() in page) == (
        False,
        False,
        True,
    )


def test_a_table_that_is_loaded_already_leads_to_its_page(ofsted):
    run = tables.imported(tables.as_csv([tables.ASSESSMENT]), name="c.csv", only_check=True)
    load = reverse("activity_import_load", args=[run.programme.code, run.pk])
    ofsted.post(load)
    run_job(job_for(ImportRun.objects.latest("pk"), IMPORT).pk)
    page = ofsted.post(load).content.decode()
    assert (
        "loaded already" in page,
        f'href="{run.get_absolute_url()}"' in page,
        "how things stand, and try again" in page,
    ) == (True, True, False)
