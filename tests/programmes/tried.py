"""The constraints on programmes and what is recorded under them, each tried to be broken behind the commands' backs."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from agencies.models import Agency, LocalArea
from programmes import commands
from programmes.models import (
    Activity,
    ActivityKind,
    Breach,
    CheckItem,
    ImportRun,
    JtaiCredit,
    Judgement,
    JudgementArea,
    Programme,
    Recommendation,
    Rule,
    ScaleValue,
)
from tests.programmes import acting
from tests.walk import cast
from writing.commands import write

LATE, EARLY, NOW = date(2099, 1, 1), date(1999, 1, 1), timezone.now()


def put(model: type[models.Model], having: dict[str, object] | None = None, **values: object) -> Callable[[], object]:
    """Change one row past every command."""

    def act() -> None:
        row = model._default_manager.filter(**(having or {})).order_by("-pk").first()
        assert row is not None, f"the world has no such {model.__name__}"
        model._default_manager.filter(pk=row.pk).update(**values)

    return act


def again(model: type[models.Model], **values: object) -> Callable[[], object]:
    """A copy of one row."""

    def act() -> None:
        row = model._default_manager.order_by("-pk").first()
        assert row is not None, f"the world has no {model.__name__}"
        row.pk = None
        row._state.adding = True
        for name, value in values.items():
            setattr(row, name, value)
        model._default_manager.bulk_create([row])

    return act


def same_reference() -> None:
    row = Activity.objects.get(programme__code="ilacs", reference="1")
    row.pk, row.client_id, row.text = None, None, write("x", by=row.recorded_by)
    Activity.objects.bulk_create([row])


def of_both() -> None:
    Activity.objects.filter(agency__isnull=False).update(local_area=LocalArea.objects.earliest("pk"))


PLANNED, DONE, PUBLISHED = ({"standing": name} for name in ("planned", "done", "published"))
TRIES: dict[str, Callable[[], object]] = {
    "programme_valid_from_before_valid_to": put(Programme, valid_to=EARLY),
    "programme_subject_is_known": put(Programme, subject="x"),
    "programme_sharing_is_known": put(Programme, sharing="x"),
    "activity_kind_once_a_programme": again(ActivityKind),
    "scale_value_once_a_scale": again(ScaleValue),
    "judgement_area_valid_from_before_valid_to": put(JudgementArea, valid_to=EARLY),
    "judgement_area_once_from_a_day": again(JudgementArea),
    "rule_valid_from_before_valid_to": put(Rule, valid_to=EARLY),
    "rule_evaluator_is_known": put(Rule, evaluator="x"),
    "rule_once_from_a_day": again(Rule),
    "activity_standing_is_known": put(Activity, PLANNED, standing="x"),
    "activity_effect_is_known": put(Activity, DONE, effect="x"),
    "activity_focus_is_known": put(Activity, focus="x"),
    "activity_starts_on_before_ends_on": put(Activity, starts_on=LATE),
    "activity_ends_on_before_published_on": put(Activity, PUBLISHED, published_on=EARLY),
    "activity_of_an_agency_or_an_area": of_both,
    "activity_published_says_when": put(Activity, PUBLISHED, published_on=None),
    "activity_cancelled_says_why": put(Activity, PLANNED, standing="cancelled"),
    "activity_shows_nothing_before_it_is_done": put(Activity, PLANNED, effect="improves"),
    "activity_reference_once": same_reference,
    "judgement_once_an_area": again(Judgement),
    "breach_state_is_known": put(Breach, state="x"),
    "breach_found_on_before_address_by": put(Breach, address_by=EARLY),
    "breach_found_on_before_addressed_on": put(Breach, state="addressed", addressed_on=EARLY),
    "breach_found_on_before_enforcement_on": put(Breach, state="enforcement", enforcement_on=EARLY),
    "breach_enforcement_on_before_resolved_on": put(Breach, state="resolved", enforcement_on=LATE, resolved_on=EARLY),
    "breach_state_has_its_dates": put(Breach, state="addressed"),
    "breach_says_what_was_done_and_no_more": put(Breach, note="x"),
    "recommendation_open_was_not_seen": put(Recommendation, note="x"),
    "breach_withdrawn_says_when": put(Breach, withdrawn_on=LATE),
    "recommendation_addressee_is_known": put(Recommendation, addressee="x"),
    "recommendation_state_is_known": put(Recommendation, state="x", closed_on=LATE),
    "recommendation_closed_says_when": put(Recommendation, state="met"),
    "recommendation_withdrawn_says_when": put(Recommendation, state="withdrawn"),
    "check_item_once_a_source": again(CheckItem),
    "jtai_stands_for_one_activity": again(JtaiCredit),
    "import_run_finished_at_with_loaded": put(ImportRun, finished_at=NOW),
    "import_run_loads_all_or_nothing": put(ImportRun, finished_at=NOW, loaded=True, fault_count=1),
}
# PostgreSQL names the first that fails; this one says all that the other says, and more.
STOPPED_BY = {"breach_state_is_known": "breach_says_what_was_done_and_no_more"}


def furnish() -> None:
    """A row of everything under the programmes, and of what is unique a second one."""
    if Programme.objects.exists():
        return
    people = cast()
    acting.activity(reference="1")
    done = acting.done(kind="standard-inspection")
    area = done.programme.judgement_areas.order_by("position")[0]
    commands.judge(done, judgements={area: area.scale.values.order_by("position")[0]}, by=people.ofsted)
    acting.published()
    commands.put_report(done, data=b"x", name="x.txt", by=people.ofsted)
    for number in range(2):
        broken = acting.done("fundamental-standards", "inspection", reference=str(number))
        acting.breach(broken)
        acting.recommendation(broken, "health-provider")
    item = acting.check_item(agency=done.agency)
    for _number in range(2):
        commands.look_at_check_item(item, activity=done, seen="x", seen_on=done.ends_on, by=people.ofsted)
    council = Agency.objects.get(pk=acting.council().pk)
    commands.credit_jtai(
        source="x", local_area=council.partnerships.get().local_area, on=EARLY + timedelta(days=1), by=people.lead
    )
    done.refresh_from_db()
    ImportRun.objects.create(programme=done.programme, file=done.report, name="x.csv", only_check=False, asked_by=people.ofsted)
