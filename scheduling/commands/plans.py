"""Plans of a year: made, copied, changed in what they ask, discarded and brought back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from inspections.models import DeepDiveTopic, FrameworkVersion
from jtai.errors import Changed, Invalid, NotNow
from scheduling import policies
from scheduling.asked import MOST_WEIGHT, USUAL_WEIGHTS, AskedRules
from scheduling.bounds import MOST_PLACES, MOST_SEED, MOST_SETS
from scheduling.models import Plan, PlanArea, PlanPlace, PlanSet, PlanState, ProgrammeYear
from scheduling.proposing.facts import Rule


@dataclass(frozen=True)
class AskedSet:
    """So many local areas under a framework, of one topic where it has one."""

    framework: FrameworkVersion
    topic: DeepDiveTopic | None
    count: int


@dataclass(frozen=True)
class Asked:
    """What is asked of a plan. weights: 0 to 5 by name; rules: see scheduling.asked."""

    name: str
    sets: Sequence[AskedSet]
    note: str = ""
    weights: Mapping[str, int] = field(default_factory=lambda: {str(name): value for name, value in USUAL_WEIGHTS.items()})
    rules: AskedRules = field(default_factory=AskedRules)
    seed: int = 1


@transaction.atomic
def make_plan(year: ProgrammeYear, asked: Asked, *, by: User) -> Plan:
    """A new plan of a year, without places. Raises Invalid when what is asked makes no sense, or the name is taken."""
    policies.can_plan_year.check(by)
    _check(asked)
    plan = _created(year, asked, by, None)
    _write_sets(plan, asked.sets)
    trail.record("plan.make", plan, stream=plan.stream, by=by, name=plan.name, wanted=_wanted(asked.sets))
    return plan


@transaction.atomic
def copy_plan(plan: Plan, name: str, *, by: User) -> Plan:
    """The same plan once more under another name: what it asks, what was said of local areas, and its places.

    Places of a plan that was adopted are left out: their inspections have their place in the year now.
    """
    policies.can_plan_year.check(by)
    plan = locked(plan)
    asked = Asked(name, [], plan.note, plan.weights, AskedRules.read(plan.rules), plan.seed)
    _check_name(name)
    made = _created(plan.year, asked, by, plan)
    sets = {one.pk: PlanSet.objects.create(plan=made, **_values(one)) for one in plan.sets.all()}
    PlanArea.objects.bulk_create(
        PlanArea(plan=made, local_area_id=one.local_area_id, stance=one.stance, week=one.week, reason=one.reason, said_by=by)
        for one in plan.areas.all()
    )
    PlanPlace.objects.bulk_create(
        PlanPlace(plan=made, set=sets[one.set_id], local_area_id=one.local_area_id, week=one.week, by_hand=one.by_hand)
        for one in plan.places.filter(inspection=None)
    )
    trail.record("plan.copy", made, stream=made.stream, by=by, name=made.name, copied=plan.name)
    return made


@transaction.atomic
def edit_plan(plan: Plan, asked: Asked, *, version: int, by: User) -> Plan:
    """Change what a plan asks; its places stay, those of a set that is gone go with it.

    version: as the person saw it. Raises Changed when somebody has changed the plan since.
    """
    plan = own(plan, by, version)
    _check(asked)
    plan.name, plan.note, plan.seed = asked.name.strip(), asked.note.strip(), asked.seed
    plan.weights, plan.rules = dict(asked.weights), asked.rules.keep()
    touch(plan, "name", "note", "seed", "weights", "rules")
    _write_sets(plan, asked.sets)
    trail.record("plan.edit", plan, stream=plan.stream, by=by, name=plan.name, wanted=_wanted(asked.sets))
    return plan


@transaction.atomic
def discard_plan(plan: Plan, *, by: User) -> Plan:
    """Put a draft aside. It can be brought back."""
    plan = own(plan, by)
    stop_searches(plan)
    plan.state, plan.ended_by, plan.ended_at = PlanState.DISCARDED, by, timezone.now()
    touch(plan, "state", "ended_by", "ended_at")
    trail.record("plan.discard", plan, stream=plan.stream, by=by, name=plan.name)
    return plan


@transaction.atomic
def bring_back_plan(plan: Plan, name: str = "", *, by: User) -> Plan:
    """A discarded plan is a draft again, under another name where one is given. One that is a draft already stays as it is.

    Raises Invalid when another plan of the year has its name meanwhile.
    """
    policies.can_plan_year.check(by)
    plan = locked(plan)
    if plan.state == PlanState.ADOPTED:
        raise NotNow(_("This plan was adopted. Copy it to go on from it."))
    if plan.state == PlanState.DRAFT:
        return plan
    plan.state, plan.ended_by, plan.ended_at = PlanState.DRAFT, None, None
    plan.name = name.strip() or plan.name
    touch(plan, "name", "state", "ended_by", "ended_at")
    trail.record("plan.bring_back", plan, stream=plan.stream, by=by, name=plan.name)
    return plan


# What the other commands on plans share.


def locked(plan: Plan) -> Plan:
    """The row as it stands now, locked until the transaction ends."""
    return Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("year").get(pk=plan.pk)


def own(plan: Plan, by: User, version: int | None = None) -> Plan:
    """The same for somebody who changes it. Raises Changed when it is not what they saw any more."""
    plan = locked(plan)
    policies.can_change_plan.check(by, plan)
    check_seen(plan, version)
    return plan


def check_seen(plan: Plan, version: int | None) -> None:
    """Raises Changed when a plan is not what somebody saw any more; None: they saw nothing of it."""
    if version is not None and version != plan.version:
        raise Changed(
            _("Somebody has changed this plan since you opened the page. Look at it as it stands now, then try again.")
        )


def touch(plan: Plan, *fields: str) -> None:
    """Save these fields, and count the change. Raises Invalid when the name is taken."""
    plan.version += 1
    try:
        with transaction.atomic():
            plan.save(update_fields=[*fields, "version", "changed_at"])
    except IntegrityError as error:
        raise Invalid(_taken(plan.name), "name") from error


def stop_searches(plan: Plan) -> None:
    """Nothing better is looked for any more: the plan has come to its end, or is proposed anew."""
    plan.proposals.filter(ended_at=None, stop_asked_at=None).update(stop_asked_at=Now())


def _created(year: ProgrammeYear, asked: Asked, by: User, copied: Plan | None) -> Plan:
    values: dict[str, Any] = {"note": asked.note.strip(), "weights": dict(asked.weights), "rules": asked.rules.keep()}
    name = asked.name.strip()
    try:
        with transaction.atomic():
            return Plan.objects.create(year=year, name=name, seed=asked.seed, made_by=by, copied_from=copied, **values)
    except IntegrityError as error:
        raise Invalid(_taken(name), "name") from error


def _taken(name: str) -> str:
    return _("There is a plan “%(name)s” of this year already. Enter another name.") % {"name": name}


def _values(one: PlanSet) -> dict[str, Any]:
    return {"position": one.position, "framework_id": one.framework_id, "topic_id": one.topic_id, "count": one.count}


def _write_sets(plan: Plan, sets: Sequence[AskedSet]) -> None:
    """A set keeps its places: one of the same framework and topic first, else the one that stands where it did.

    What is asked no more goes, with its places.
    """
    there = list(plan.sets.all())
    kept: dict[int, PlanSet] = {}
    for alike in (_is_the_same, _stands_there):
        for position, one in enumerate(sets, start=1):
            found = next((row for row in there if alike(row, one, position)), None) if position not in kept else None
            if found is not None:
                there.remove(found)
                kept[position] = found
    plan.sets.filter(pk__in=[row.pk for row in there]).delete()
    plan.sets.update(position=F("position") + MOST_SETS)
    for position, one in enumerate(sets, start=1):
        row = kept.get(position) or PlanSet(plan=plan)
        row.position, row.framework, row.topic, row.count = position, one.framework, one.topic, one.count
        row.save()


def _is_the_same(row: PlanSet, one: AskedSet, _position: int) -> bool:
    return (row.framework_id, row.topic_id) == (one.framework.pk, one.topic.pk if one.topic else None)


def _stands_there(row: PlanSet, _one: AskedSet, position: int) -> bool:
    return row.position == position


def _wanted(sets: Sequence[AskedSet]) -> int:
    return sum(one.count for one in sets)


def _check_name(name: str) -> None:
    if not name.strip():
        raise Invalid(_("Enter a name for the plan."), "name")


def _check(asked: Asked) -> None:
    _check_name(asked.name)
    if not 1 <= len(asked.sets) <= MOST_SETS:
        raise Invalid(_("A plan has from 1 to %(most)d sets of local areas.") % {"most": MOST_SETS}, "sets")
    if not 1 <= _wanted(asked.sets) <= MOST_PLACES or any(one.count < 1 for one in asked.sets):
        raise Invalid(_("A plan has from 1 to %(most)d local areas.") % {"most": MOST_PLACES}, "sets")
    for one in asked.sets:
        _check_set(one)
    if any(not 0 <= value <= MOST_WEIGHT for value in asked.weights.values()):
        raise Invalid(_("Weights are from 0 to %(most)d.") % {"most": MOST_WEIGHT}, "weights")
    if not 1 <= asked.seed <= MOST_SEED:
        raise Invalid(_("The seed is a number from 1 to %(most)d.") % {"most": MOST_SEED}, "seed")
    _check_rules(asked.rules)


def _check_set(one: AskedSet) -> None:
    if one.framework.has_topic and one.topic is None:
        raise Invalid(_("Select a deep-dive topic: %(framework)s has one.") % {"framework": one.framework}, "sets")
    if one.topic is not None and not one.framework.has_topic:
        raise Invalid(
            _("%(framework)s takes no topic: it looks at the front door only.") % {"framework": one.framework}, "sets"
        )


def _check_rules(rules: AskedRules) -> None:
    known = {rule.value for rule in Rule}
    for name, reason in rules.left_out.items():
        if name not in known or not reason.strip():
            raise Invalid(_("Say why the plan goes without this rule."), "left_out")
    numbers = (rules.years_apart, rules.force_weeks, rules.busy_before, rules.busy_after)
    if any(number < 0 for number in numbers) or any(days is not None and days < 0 for days in rules.clash.values()):
        raise Invalid(_("The numbers of rules are not below 0."), "rules")
