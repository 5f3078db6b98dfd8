"""Recording activities: who may, what contradicts itself, and that nothing typed is lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from audit.models import Event
from jtai.errors import Invalid, NotAllowed, NotNow
from programmes import commands, queries
from programmes.models import Activity, JudgementArea, ScaleValue, Standing
from tests.programmes.acting import BEGAN, ENDED, activity, council, done, programme, published, today
from tests.walk import cast

pytestmark = pytest.mark.django_db


def edit(row, *, by=None, **changed):
    given = {
        "base": row.text.version, "kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on,
        "words": row.text.body, "effect": row.effect, "timing_reason": row.timing_reason, **changed,
    }  # fmt: skip
    return commands.edit_activity(row, by=by or row.recorded_by, **given)


@pytest.mark.parametrize(
    "part", ["cqc", "observer", "ofsted_administrator", "ofsted_governance", "administrator", "co_ordinator"]
)
def test_only_the_inspectorates_own_casework_people_record(part):
    with pytest.raises(NotAllowed):
        activity(by=getattr(cast(), part))
    assert not Activity.objects.exists()


def test_what_is_recorded_stands_and_is_in_the_trail_of_its_programme():
    row = activity(reference=" 10201 ")
    assert (row.standing, row.reference, row.agency) == ("planned", "10201", council())
    event = Event.objects.get(verb="activity.record")
    assert (event.stream, event.target) == (f"programme:{row.programme_id}", f"programmes.activity:{row.pk}")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"starts_on": ENDED, "ends_on": BEGAN}, "ends_on"),
        ({"starts_on": date(2017, 5, 1)}, "starts_on"),
        ({"standing": "done", "ends_on": date(2099, 1, 1)}, "ends_on"),
        ({"standing": "published"}, "standing"),
        ({"effect": "improves"}, "effect"),
        ({"words": "It helps."}, "words"),
        ({"outcome": "Good"}, "outcome"),
        ({"standing": "done", "effect": "improves"}, "words"),
        ({"standing": "done", "words": "It helps."}, "effect"),
        ({"focus": "strength"}, "focus"),
        ({"kind": "focused-visit"}, "focus"),
        ({"kind": "focused-visit", "focus": "weakness"}, "focus_words"),
        ({"kind": "standard-inspection"}, "timing_reason"),
        ({"agency": None}, "agency"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(facts, field):
    programme()
    with pytest.raises(Invalid) as refused:
        activity(**facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("years", "days", "says"),
    [
        (3, 366, None),
        (3, 367, "lasts 366 days at most"),
        (6, 4, "Nothing is planned for later"),
        (7000, 4, "Nothing is planned for later"),
    ],
)
def test_a_mistyped_year_is_noticed(years, days, says):
    programme()
    first = date(today().year + years, 1, 10) if years < 7000 else date(9999, 10, 2)
    given = {"starts_on": first, "ends_on": first + timedelta(days=days)}
    if says is None:
        assert activity(**given).starts_on == first
        return
    with pytest.raises(Invalid, match=says) as refused:
        activity(**given)
    assert refused.value.field == "ends_on"


def test_an_agency_that_the_programme_does_not_look_at_is_refused():
    programme()
    with pytest.raises(Invalid, match="does not look at") as refused:
        activity(agency=council(kind="police"))
    assert refused.value.field == "agency"


def test_a_reference_stands_once_in_a_programme():
    activity(reference="1")
    with pytest.raises(Invalid, match="has this reference"):
        activity(reference="1")


def test_a_form_that_is_sent_twice_records_once_and_other_words_under_its_key_are_not_lost_unseen():
    key = uuid4()
    first = activity(client_id=key, reference="1")
    assert activity(client_id=key, reference="1") == first
    with pytest.raises(Invalid, match="with other words"):
        activity(client_id=key, reference="2")
    with pytest.raises(Invalid, match="from somewhere else"):
        activity(client_id=key, reference="1", by=cast().lead)
    assert Activity.objects.count() == 1


def test_why_now_keeps_the_keys_of_what_stood_beside():
    before = done(outcome="Good progress")
    other = published("other-ofsted", "area-send")
    force = activity("clas", "review", starts_on=today(), ends_on=today())
    row = activity(kind="standard-inspection", timing_reason="Three years are over.")
    assert row.timing_seen == [f"programmes.activity:{one.pk}" for one in (before, other)]
    programme("clas", sharing="all")
    edit(row, timing_reason="Three years are over, and a review is planned.")
    row.refresh_from_db()
    assert row.timing_seen == [f"programmes.activity:{one.pk}" for one in (before, force, other)]


def test_a_stale_save_is_kept_beside_with_all_its_fields():
    row = done()
    edit(row, words="First.", effect="improves")
    saved = commands.edit_activity(
        row, base=1, kind=row.kind, starts_on=BEGAN, ends_on=ENDED, words="Second.", effect="hinders", by=cast().lead
    )
    row = queries.activity_for(cast().ofsted, row.pk)
    assert (row.text.body, row.effect, saved.kept.body, saved.kept.values["effect"]) == (
        "First.",
        "improves",
        "Second.",
        "hinders",
    )
    commands.settle_versions(row, saved.kept, keep="mine", base=row.text.version, by=cast().ofsted)
    row = queries.activity_for(cast().ofsted, row.pk)
    assert (row.text.body, row.effect, list(queries.waiting_beside(row.text))) == ("Second.", "hinders", [])


def test_it_is_done_published_and_taken_back_step_by_step():
    row = activity()
    people = cast()
    with pytest.raises(NotNow, match="as done first"):
        commands.publish_activity(row, published_on=ENDED, by=people.ofsted)
    commands.mark_done(row, starts_on=BEGAN, ends_on=BEGAN, by=people.ofsted)
    row.refresh_from_db()
    assert (row.standing, row.ends_on) == (Standing.DONE, BEGAN)
    with pytest.raises(Invalid, match="It ended on 12 May 2025"):
        commands.publish_activity(row, published_on=BEGAN - timedelta(days=1), by=people.ofsted)
    with pytest.raises(Invalid, match="today or before"):
        commands.publish_activity(row, published_on=today() + timedelta(days=1), by=people.ofsted)
    commands.publish_activity(row, published_on=ENDED, by=people.ofsted)
    with pytest.raises(NotNow, match="meanwhile"):
        commands.take_back(row, standing="done", by=people.ofsted)
    assert commands.take_back(row, standing="published", by=people.ofsted).standing == "done"
    assert commands.take_back(row, standing="done", by=people.ofsted).standing == "planned"
    with pytest.raises(NotNow, match="nothing to take back"):
        commands.take_back(row, standing="planned", by=people.ofsted)


def test_what_showed_something_stays_done():
    row = done(effect="improves", words="It helps.")
    with pytest.raises(NotNow, match="stays done"):
        commands.take_back(row, standing="done", by=cast().ofsted)


def test_a_cancelled_one_says_why_and_comes_back():
    row = activity()
    people = cast()
    with pytest.raises(Invalid, match="why it is cancelled"):
        commands.cancel_activity(row, reason=" ", by=people.ofsted)
    commands.cancel_activity(row, reason="Flood", by=people.ofsted)
    row.refresh_from_db()
    with pytest.raises(NotNow, match="was cancelled"):
        edit(row)
    assert commands.take_back(row, standing="cancelled", by=people.ofsted).cancelled_why == ""
    with pytest.raises(NotNow, match="Only a planned"):
        commands.cancel_activity(done(), reason="Flood", by=people.ofsted)


def judged(row, *codes, value="inadequate"):
    areas = {area.code: area for area in queries.judgement_areas(row.programme, row.ends_on)}
    return commands.judge(
        row,
        judgements={areas[code]: areas[code].scale.values.get(code=value) for code in codes},
        before=queries.mark_of_judgements(row),
        by=row.recorded_by,
    )


def test_judgements_are_by_what_is_judged_on_the_day():
    row = done(kind="standard-inspection")
    assert [area.code for area in queries.judgement_areas(row.programme, ENDED)] == [
        "overall-effectiveness", "leaders", "help-and-protection", "in-care", "care-leavers",
    ]  # fmt: skip
    judged(row, "overall-effectiveness", "in-care")
    judged(row, "overall-effectiveness", value="good")
    assert [(one.area.code, one.value.code) for one in row.judgements.all()] == [("overall-effectiveness", "good")]
    with pytest.raises(Invalid, match="is judged here") as refused:
        edit(row, starts_on=date(2026, 4, 6), ends_on=date(2026, 4, 10))
    assert refused.value.field == "ends_on"


def test_ilacs_has_no_overall_judgement_from_1_april_2026():
    row = done(kind="standard-inspection", starts_on=date(2026, 4, 6), ends_on=date(2026, 4, 10))
    overall = JudgementArea.objects.get(programme=row.programme, code="overall-effectiveness")
    good = ScaleValue.objects.get(scale=overall.scale, code="good")
    with pytest.raises(Invalid, match="was judged until 31 March 2026"):
        commands.judge(row, judgements={overall: good}, by=cast().ofsted)
    other = ScaleValue.objects.get(scale__code="standard", code="met")
    now = JudgementArea.objects.get(programme=row.programme, code="leaders", valid_to=None)
    with pytest.raises(Invalid, match="of the scale"):
        commands.judge(row, judgements={now: other}, by=cast().ofsted)
    foreign = JudgementArea.objects.get(programme__code="peel", code="efficiency")
    with pytest.raises(Invalid, match="not judged in this programme"):
        commands.judge(row, judgements={foreign: good}, by=cast().ofsted)


def test_only_kinds_that_end_with_judgements_have_them_and_only_once_done():
    with pytest.raises(NotNow, match="ends without judgements"):
        commands.judge(done(), judgements={}, by=cast().ofsted)
    with pytest.raises(NotNow, match="as done first"):
        commands.judge(activity(kind="short-inspection", timing_reason="Now"), judgements={}, by=cast().ofsted)


def test_the_report_is_attached_replaced_and_removed():
    row = done()
    people = cast()
    commands.put_report(row, data=b"Letter one.", name="letter.txt", by=people.ofsted)
    commands.put_report(row, data=b"Letter two.", name="second.txt", by=people.ofsted)
    row.refresh_from_db()
    assert (row.report_name, row.report.content.open().read()) == ("second.txt", b"Letter two.")
    with pytest.raises(NotAllowed):
        commands.put_report(row, data=b"Letter.", name="letter.txt", by=people.cqc)
    commands.remove_report(row, by=people.ofsted)
    row.refresh_from_db()
    assert (row.report, row.report_name) == (None, "")
    with pytest.raises(NotNow, match="no report"):
        commands.remove_report(row, by=people.ofsted)


def test_only_a_programme_lead_decides_what_is_shared():
    row = programme()
    people = cast()
    for person in (people.ofsted, people.cqc_programme_lead):
        with pytest.raises(NotAllowed):
            commands.set_sharing(row, sharing="all", by=person)
    commands.set_sharing(row, sharing="all", by=people.programme_lead)
    row.refresh_from_db()
    assert row.sharing == "all"
    with pytest.raises(Invalid, match="Select what"):
        commands.set_sharing(row, sharing="some", by=people.programme_lead)
