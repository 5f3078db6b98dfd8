"""The places of a plan: pinned, ruled out, put, moved and taken out by people, each said at once with what it breaks."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea
from audit import trail
from inspections.workflow import Status
from jtai.errors import Invalid, NotNow
from scheduling import queries
from scheduling.commands.plans import check_seen, own, touch
from scheduling.models import Plan, PlanArea, PlanPlace, PlanSet, Stance


@transaction.atomic
def pin(plan: Plan, area: LocalArea, *, week: date | None = None, reason: str = "", by: User) -> PlanArea:
    """The local area is in whatever the proposer finds, in this week where one is given (a Monday of the year)."""
    plan = own(plan, by)
    _check_free(plan, area, by)
    if week is not None:
        _check_week(plan, week)
    return _say(plan, area, Stance.IN, week=week, reason=reason, by=by)


@transaction.atomic
def rule_out(plan: Plan, area: LocalArea, *, reason: str, by: User) -> PlanArea:
    """The local area is not in, and why. A place that it had in the plan goes."""
    plan = own(plan, by)
    if not reason.strip():
        raise Invalid(_("Say why %(area)s is ruled out.") % {"area": area.name}, "reason")
    plan.places.filter(local_area=area).delete()
    return _say(plan, area, Stance.OUT, reason=reason, by=by)


def _say(plan: Plan, area: LocalArea, stance: str, *, week: date | None = None, reason: str, by: User) -> PlanArea:
    said, _new = PlanArea.objects.update_or_create(
        plan=plan,
        local_area=area,
        defaults={"stance": stance, "week": week, "reason": reason.strip(), "said_by": by},
    )
    touch(plan)
    trail.record(
        "plan.pin" if stance == Stance.IN else "plan.rule_out",
        plan, stream=plan.stream, by=by, name=plan.name, area=area.name, week=week, reason=reason.strip(),
    )  # fmt: skip
    return said


@transaction.atomic
def leave_open(plan: Plan, area: LocalArea, *, by: User) -> None:
    """Take back what was said of a local area. Nothing said: nothing happens."""
    plan = own(plan, by)
    if plan.areas.filter(local_area=area).delete()[0]:
        touch(plan)
        trail.record("plan.leave_open", plan, stream=plan.stream, by=by, name=plan.name, area=area.name)


@transaction.atomic
def put(
    plan: Plan, area: LocalArea, *, week: date, of: PlanSet | None = None, version: int | None = None, by: User
) -> PlanPlace:
    """Put a local area into this week, or move it there. of: the set that it counts for; its own, or the first with room.

    It may break rules: a plan can be wrong while it is a draft, and says how. Raises Invalid for a day that is no Monday
    of the year, NotNow where the local area has its place in the year already, or is ruled out; Changed where the plan is not
    what the person saw (version), unless the local area stands in this week by hand already: sent twice it is moved once.
    """
    plan = own(plan, by)
    there = plan.places.select_related("set").filter(local_area=area).first()
    if there is not None and there.by_hand and there.week == week and of in {None, there.set}:
        return there
    check_seen(plan, version)
    _check_week(plan, week)
    _check_free(plan, area, by)
    if plan.areas.filter(local_area=area, stance=Stance.OUT).exists():
        raise NotNow(_("%(area)s is ruled out. Take that back first.") % {"area": area.name})
    chosen = of or (there.set if there else _roomy(plan))
    if chosen.plan_id != plan.pk:
        raise Invalid(_("Select one of the sets of this plan."), "set")
    place, _new = PlanPlace.objects.update_or_create(
        plan=plan, local_area=area, defaults={"week": week, "set": chosen, "by_hand": True}
    )
    _moved("plan.put", plan, area, was=there, now=place, by=by)
    return place


@transaction.atomic
def take_out(plan: Plan, area: LocalArea, *, by: User) -> bool:
    """Take a local area out of the plan; whether it had a place. It may come back by the next proposal."""
    plan = own(plan, by)
    there = plan.places.filter(local_area=area).first()
    if there is None:
        return False
    plan.places.filter(pk=there.pk).delete()
    _moved("plan.take_out", plan, area, was=there, now=None, by=by)
    return True


@transaction.atomic
def undo_move(plan: Plan, *, version: int, by: User) -> queries.LastMove:
    """Take back the last change of a plan, where it gave one local area a place, another week, or none; what was taken back.

    An undoing is such a change itself. Raises Changed when the plan is not what the person saw (version), NotNow where the last
    change was another one, or where the local area has got its place in the year meanwhile.
    """
    plan = own(plan, by, version)
    last = queries.last_move(by, plan)
    if last is None:
        raise NotNow(_("There is no move to undo: the last change of this plan was another one."))
    area = LocalArea.objects.get(code=last.code)
    there, now = plan.places.filter(local_area=area).first(), None
    if last.was is None:
        plan.places.filter(local_area=area).delete()
    else:
        _check_free(plan, area, by)
        values = {"week": last.was, "set_id": last.of, "by_hand": last.by_hand}
        now, _new = PlanPlace.objects.update_or_create(plan=plan, local_area=area, defaults=values)
    _moved("plan.undo", plan, area, was=there, now=now, by=by)
    return last


def _moved(verb: str, plan: Plan, area: LocalArea, *, was: PlanPlace | None, now: PlanPlace | None, by: User) -> None:
    """Count the change, and record it with everything that is needed to take it back (`queries.last_move`)."""
    touch(plan)
    trail.record(
        verb, plan, stream=plan.stream, by=by, name=plan.name, area=area.name, code=area.code, version=plan.version,
        week=now.week if now else None,
        was=was.week if was else None,
        before={"set": was.set_id, "by_hand": was.by_hand} if was else None,
    )  # fmt: skip


def _roomy(plan: Plan) -> PlanSet:
    """The first set that wants more places than it has; the last one where all are full."""
    sets = list(plan.sets.all())
    return next((one for one in sets if one.places.count() < one.count), sets[-1])


def _check_week(plan: Plan, week: date) -> None:
    weeks = queries.mondays(plan.year.year)
    if week not in weeks:
        words = {"first": date_format(weeks[0], "j F Y"), "last": date_format(weeks[-1], "j F Y")}
        raise Invalid(_("Choose a Monday of this programme year, from %(first)s to %(last)s.") % words, "week")


def _check_free(plan: Plan, area: LocalArea, by: User) -> None:
    there = queries.inspection_in(by, plan.year, area)
    if there is not None and there.status == Status.DEFERRED:
        said = _("The inspection of %(area)s in this year is deferred. Bring that one back instead.")
        raise NotNow(said % {"area": area.name})
    if there is not None:
        raise NotNow(_("%(area)s has its place in the year already.") % {"area": area.name})
