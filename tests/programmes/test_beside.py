"""What stands beside the decision when to come: outcomes there, of the region and of all, other inspectorates, what was shared."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, LocalArea, Region
from programmes import commands, queries
from programmes.models import JudgementArea
from tests.programmes.acting import BEGAN, ENDED, activity, council, done, programme, published
from tests.sharing import sent
from tests.walk import AREA, OTHER_AREA, cast, local_area

pytestmark = pytest.mark.django_db
REGION, SHARED_NEAR = "How others did, by their lowest judgement", "What was shared about other areas of the region"
WHY = "Three years are over."


def inspected(place, value, **facts):
    area = JudgementArea.objects.get(programme=programme(), code="overall-effectiveness")
    facts = {"kind": "standard-inspection", "agency": council(place), "reference": f"{place} {value}", **facts}
    row = done(**facts)
    return commands.judge(row, judgements={area: area.scale.values.get(code=value)}, by=row.recorded_by)


def shown(person, subject=None):
    return {
        heading: [f"{row.words}. {row.came}".removesuffix(". ") for row in rows]
        for heading, rows in queries.beside(person, programme(), subject or council())
    }


@pytest.fixture
def region():
    """Five councils of one region and one of another; two of the first were inspected, one of them twice."""
    programme()
    for place in (AREA, OTHER_AREA, "X003", "X004", "X005"):
        local_area(place)
    south = Region.objects.create(code="south", name="Invented South", demonstration=True)
    LocalArea.objects.filter(code="X005").update(region=south)
    earlier = BEGAN - timedelta(days=700)
    inspected(OTHER_AREA, "inadequate", starts_on=earlier, ends_on=earlier)
    inspected(OTHER_AREA, "good")
    inspected("X003", "requires-improvement")
    inspected("X005", "outstanding")
    inspected(AREA, "inadequate", starts_on=earlier, ends_on=earlier)


@pytest.mark.usefixtures("region")
def test_how_the_others_of_the_region_and_of_all_did_is_counted_by_their_last_outcome():
    counted = shown(cast().ofsted)[REGION]
    assert counted[:2] == [
        "In the region (Invented North), of 3 others: 1 Good; 1 Requires improvement; 1 without an outcome that you can see",
        "In all regions, of 4 others: 1 Outstanding; 1 Good; 1 Requires improvement; 1 without an outcome that you can see",
    ]
    assert [words.split(", ")[2] for words in counted[2:]] == ["Saltmere X003 Council", "Ravenholt Council"]
    assert counted[2].endswith("Done. Overall effectiveness: Requires improvement")


@pytest.mark.usefixtures("region")
def test_real_areas_are_not_held_against_invented_ones():
    LocalArea.objects.filter(code="X003").update(demonstration=False)
    Agency.objects.filter(code="x003-local-authority").update(demonstration=False)
    assert shown(cast().ofsted)[REGION][0].startswith("In the region (Invented North), of 2 others: 1 Good; 1 without")


@pytest.mark.usefixtures("region")
def test_who_sees_less_of_the_programme_counts_less():
    programme(sharing="own")
    counted = shown(cast().cqc)[REGION]
    assert counted == [
        "In the region (Invented North), of 3 others: 3 without an outcome that you can see",
        "In all regions, of 4 others: 4 without an outcome that you can see",
    ]


@pytest.mark.usefixtures("region")
def test_what_was_shared_about_the_region_is_what_this_person_may_see():
    people = cast()
    near = sent(by=people.cqc, to=("ofsted",), area=OTHER_AREA)
    sent(by=people.cqc, to=("hmicfrs",), area=OTHER_AREA)
    sent(by=people.cqc, to=("ofsted",), area="X005")
    here = sent(by=people.cqc, to=("ofsted",), area=AREA)
    rows = dict(queries.beside(people.ofsted, programme(), council()))
    assert [row.key for row in rows[SHARED_NEAR]] == [f"intelligence.item:{near.pk}"]
    assert [row.key for row in rows["What was shared between the inspectorates"]] == [f"intelligence.item:{here.pk}"]


@pytest.mark.usefixtures("region")
def test_each_decision_keeps_its_reason_and_what_stood_beside_it(client):
    people = cast()
    row = activity(kind="standard-inspection", timing_reason=WHY)
    first = row.timing_seen
    assert len(first) == 3  # the own outcome, and the last ones of two others
    item = sent(by=people.cqc, to=("ofsted",), area=AREA)
    facts = {"kind": row.kind, "starts_on": BEGAN, "ends_on": ENDED, "by": people.ofsted}
    commands.edit_activity(row, base=1, timing_reason="CQC is concerned.", **facts)
    row.refresh_from_db()
    assert row.timing_seen == [*first, f"intelligence.item:{item.pk}"]
    commands.edit_activity(row, base=2, timing_reason="CQC is concerned.", reference="7", **facts)
    kept = dict(row.text.revisions.values_list("number", "values"))
    assert (kept[1]["timing_seen"], kept[2]["timing_seen"], "timing_seen" in kept[3]) == (first, row.timing_seen, False)
    client.force_login(people.ofsted)
    page = client.get(reverse("activity_history", args=[row.pk])).content.decode()
    assert all(words in page for words in (WHY, "CQC is concerned.", item.get_absolute_url()))
    assert page.count("Beside the decision when to come stood") == 2


@pytest.mark.usefixtures("region")
def test_the_form_shows_the_picture_and_costs_the_same_however_many_there_are(client):
    client.force_login(cast().ofsted)
    address = f"{reverse('activity_add', args=['ilacs'])}?subject={AREA.lower()}-local-authority"
    costs = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        costs.append(len(asked))
        for place in range(3):
            inspected(local_area(f"X{number}{place}9").code, "good")
    assert "In the region (Invented North), of 3 others" in page or "of 6 others" in page
    assert costs[0] == costs[1] <= 12


def test_an_outcome_in_a_line_does_not_hide_the_judgements():
    programme()
    inspected(AREA, "inadequate", outcome="Help comes late.")
    assert shown(cast().ofsted)["Previous outcomes"][0].endswith("Done. Help comes late. Overall effectiveness: Inadequate")


def test_what_is_decided_about_does_not_stand_beside_itself_and_the_own_other_programmes_do():
    row = done(kind="standard-inspection")
    send = activity("other-ofsted", "area-send")
    people = cast()
    facts = {"kind": row.kind, "starts_on": BEGAN, "ends_on": ENDED, "by": people.ofsted}
    commands.edit_activity(row, base=1, timing_reason=WHY, **facts)
    row.refresh_from_db()
    assert row.timing_seen == [f"programmes.activity:{send.pk}"]
    rows = queries.beside(people.ofsted, programme(), council(), apart=row.pk)
    assert [one.key for _heading, some in rows for one in some if one.key] == row.timing_seen


def test_of_many_judgements_the_first_are_named_and_the_others_counted():
    row = done("clas", "review")
    judgements = {area: area.scale.values.get(code="hinders") for area in JudgementArea.objects.filter(programme=row.programme)}
    commands.judge(row, judgements=judgements, by=cast().cqc)
    programme("clas", sharing="all")
    came = shown(cast().ofsted)["What other programmes and inspectorates did lately or plan"][0]
    assert (came.count(": Hinders"), came.endswith("; 9 more")) == (4, True)


def test_where_nobody_else_is_nothing_is_counted():
    published(kind="standard-inspection")
    for area in LocalArea.objects.exclude(code=AREA):
        area.partnership.members.all().delete()
    assert shown(cast().ofsted)[REGION] == []
