"""Planning an inspection and its dates."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea
from agencies.queries import closed_periods, holidays
from audit.trail import record
from inspections import access, calendar, policies, queries
from inspections.commands.locks import own
from inspections.commands.steps import take_step, tell_of_new_week
from inspections.models import DeepDiveTopic, FrameworkVersion, Inspection, Milestone, MilestoneKind
from inspections.workflow import Status
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.programmeyears import year_of
from jtai.workingdays import FRIDAY, is_working


def objections_to(start: date, framework: FrameworkVersion | None = None) -> list[str]:
    """Why this fieldwork week should not stand, by the calendar as it is now.

    framework: with it, also when the day of notification has passed today. For weeks to come, which pages and API plan.
    """
    closed = [
        calendar.Closed(row.name, row.first_day, row.last_day, row.reason)
        for row in closed_periods(start, calendar.week_end(start))
    ]
    found = calendar.week_objections(start, holidays(), closed)
    if framework is not None:
        found += calendar.too_late_to_notify(queries.offset_rules(framework), start, holidays(), timezone.localdate())
    return found


def check_week_ahead(framework: FrameworkVersion, start: date, week_reason: str, broken: Iterable[str] = ()) -> None:
    """For pages and API, where people plan what is to come; the commands alone also write down what has been.

    broken: what else it breaks, a sentence for each rule, as its reader may know it.
    Raises Invalid for a week that does not lie in the future, or against which something speaks that week_reason does not answer.
    """
    calendar.check_to_come(start, timezone.localdate())
    _check_week(start, week_reason, framework, broken)


def _check_week(start: date, reason: str, framework: FrameworkVersion | None = None, broken: Iterable[str] = ()) -> None:
    objections = [*objections_to(start, framework), *(f"{one}." for one in broken)]
    if objections and not reason.strip():
        raise Invalid(" ".join([*objections, _("Choose another week, or say why this one must stand.")]), field="week_reason")


def _check_rules(framework: FrameworkVersion, topic: DeepDiveTopic | None, start: date) -> None:
    if framework.has_topic and topic is None:
        raise Invalid(_("Select a deep-dive topic: this framework has one."), field="topic")
    if topic is not None and not framework.has_topic:
        raise Invalid(_("This framework looks at the front door only: it takes no topic."), field="topic")
    if not _in_force(framework, start):
        raise Invalid(_("This framework was not in force on that day. Select another framework or week."), field="framework")


def _in_force(framework: FrameworkVersion, day: date) -> bool:
    return framework.valid_from <= day and (framework.valid_to is None or day <= framework.valid_to)


def _check_new_week(framework: FrameworkVersion, start: date) -> None:
    """The framework of an inspection stays, so only the week can be another one: the sentence is about that."""
    if _in_force(framework, start):
        return
    words = {"first": date_format(framework.valid_from, "j F Y"), "last": date_format(framework.valid_to or start, "j F Y")}
    said = _("The framework of this inspection is in force from %(first)s. Enter a later week.")
    if start > framework.valid_from:
        said = _("The framework of this inspection is in force until %(last)s. Enter an earlier week.")
    raise Invalid(said % words, "fieldwork_start")


@transaction.atomic
def plan(
    *,
    local_area: LocalArea,
    framework: FrameworkVersion,
    topic: DeepDiveTopic | None,
    fieldwork_start: date,
    programme_year: int,
    week_reason: str = "",
    by: User,
) -> Inspection:
    """Give a local area its place in the year, and compute every date.

    A week that is closed, has a bank holiday or is not Monday to Friday needs week_reason, else Invalid says why.
    Raises NotNow when the area already has a live inspection in that year.
    """
    policies.can_plan.check(by)
    _check_rules(framework, topic, fieldwork_start)
    _check_week(fieldwork_start, week_reason)
    try:
        with transaction.atomic():
            inspection = Inspection.objects.create(
                local_area=local_area,
                framework=framework,
                topic=topic,
                programme_year=programme_year,
                fieldwork_start=fieldwork_start,
                fieldwork_end=calendar.last_day(fieldwork_start, holidays()),
                week_reason=week_reason.strip(),
                planned_by=by,
            )
    except IntegrityError as error:
        raise NotNow(_("%(area)s already has an inspection in this programme year.") % {"area": local_area.name}) from error
    inspectorates = list(framework.inspectorates.order_by("position"))
    inspection.inspectorates.set(inspectorates)
    _write_dates(inspection)
    access.open_inspection(inspection, inspectorates)
    access.forget(by)
    record(
        "inspection.plan",
        inspection,
        stream=inspection.stream,
        by=by,
        area=local_area.name,
        week=fieldwork_start,
        week_reason=week_reason,
    )
    return inspection


def _write_dates(inspection: Inspection) -> None:
    """Compute all milestones anew; what people overrode stays overridden."""
    rules = queries.offset_rules(inspection.framework)
    computed = calendar.milestones(rules, inspection.fieldwork_start, holidays())
    rows = [Milestone(inspection=inspection, kind=row.kind, computed=row.day, explanation=row.explanation) for row in computed]
    if MilestoneKind.FIELDWORK_END not in {row.kind for row in rows}:
        rows.append(
            Milestone(
                inspection=inspection,
                kind=MilestoneKind.FIELDWORK_END,
                computed=inspection.fieldwork_end,
                explanation=_("The fifth day of fieldwork, or the last working day before it"),
            )
        )
    Milestone.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["inspection", "kind"],
        update_fields=["computed", "explanation"],
    )
    _follow_publication(inspection)


def _follow_publication(inspection: Inspection) -> None:
    """What counts from publication counts from the day that now stands for it, overridden or not (the embargoed copy)."""
    publication = Milestone.objects.get(inspection=inspection, kind=MilestoneKind.PUBLICATION).day
    for rule in queries.offset_rules(inspection.framework):
        if rule.anchor == "publication" and publication is not None:
            day = calendar.compute(rule, publication, holidays())
            Milestone.objects.filter(inspection=inspection, kind=rule.milestone).update(computed=day)


# Counted from what has really happened, perhaps long after its time: nothing planned waits for them, nor they for it.
_OF_EVENTS = frozenset({MilestoneKind.COMMENTS_DUE, MilestoneKind.STATEMENT_DUE})
_AFTER_COMMENTS = frozenset({MilestoneKind.PRE_PUBLICATION, MilestoneKind.PUBLICATION})
YEARS_BEFORE, YEARS_AFTER = 1, 2


def _comes_first(milestone: Milestone, other: Milestone) -> bool:
    """Whether a day set by hand has to lie before the other, which comes after it.

    Comments are taken up before the report goes out, unless it has gone out or their own day was counted from a late delivery.
    """
    if milestone.kind not in _OF_EVENTS:
        return True
    late = milestone.computed is not None and other.day is not None and milestone.computed > other.day
    to_come = milestone.kind == MilestoneKind.COMMENTS_DUE and other.kind in _AFTER_COMMENTS and other.happened_on is None
    return to_come and not late


def _check_day(milestone: Milestone, day: date) -> None:
    """Raises Invalid for a day on which nobody works, a year that must be a slip, or a day out of order.

    Also for the computed day itself, which is no change.
    """
    if day == milestone.computed:
        said = _("%(day)s is the computed date. Enter another date, or go back and leave it as it is.")
        if milestone.override is not None:
            said = _("%(day)s is the computed date. Enter another date, or go back and select “Use the computed date”.")
        raise Invalid(said % {"day": date_format(day, "j F Y")}, "day")
    start = milestone.inspection.fieldwork_start
    first, last = start.year - YEARS_BEFORE, max(start, timezone.localdate()).year + YEARS_AFTER
    if not first <= day.year <= last:
        raise Invalid(_("The year must be between %(first)d and %(last)d.") % {"first": first, "last": last}, "day")
    if not is_working(day, holidays()):
        said = _("%(day)s is a bank holiday. Enter a working day.")
        if day.weekday() > FRIDAY:
            said = _("%(day)s is not a working day. Enter a day from Monday to Friday.")
        raise Invalid(said % {"day": date_format(day, "l j F Y")}, "day")
    _check_order(milestone, day)


def _check_order(milestone: Milestone, day: date) -> None:
    """Raises Invalid for a day before what comes first, or after what comes later."""
    order = MilestoneKind.values.index
    others = Milestone.objects.filter(inspection=milestone.inspection).exclude(pk=milestone.pk)
    # In the order of the steps, so that the same date is always answered with the same sentence.
    for other in sorted(others, key=lambda row: order(row.kind)):
        follows = milestone.kind == MilestoneKind.PUBLICATION and other.kind == MilestoneKind.PRE_PUBLICATION
        if other.day is None or (follows and other.override is None):
            continue
        # A day that somebody chose for the comments holds in both directions.
        chosen = other.override is not None and other.happened_on is None
        if other.kind in _OF_EVENTS and not (chosen and _comes_first(other, milestone)):
            continue
        words = {"what": other.get_kind_display(), "day": date_format(other.day, "j F Y")}
        if day < other.day and order(other.kind) < order(milestone.kind):
            said = _("The date must be on or after “%(what)s”, %(day)s. Enter another date, or change that one first.")
            raise Invalid(said % words, "day")
        if other.day < day and order(milestone.kind) < order(other.kind) and _comes_first(milestone, other):
            said = _("The date must be on or before “%(what)s”, %(day)s. Enter another date, or change that one first.")
            raise Invalid(said % words, "day")


def _own_date(milestone: Milestone, by: User) -> tuple[Inspection, Milestone]:
    """The inspection under its lock, and the date as it is now: it may have happened meanwhile."""
    inspection = own(milestone.inspection)
    milestone.refresh_from_db(fields=["happened_on", "computed", "override"])
    milestone.inspection = inspection
    policies.can_change_date.check(by, milestone)
    return inspection, milestone


@transaction.atomic
def override_date(milestone: Milestone, *, day: date, reason: str, by: User) -> Milestone:
    """Put another date beside the computed one, with the reason; both are kept."""
    inspection, milestone = _own_date(milestone, by)
    if not reason.strip():
        raise Invalid(_("Say why this date differs from the computed one."), field="reason")
    _check_day(milestone, day)
    milestone.override, milestone.override_reason, milestone.override_by = day, reason.strip(), by
    milestone.save(update_fields=["override", "override_reason", "override_by"])
    if milestone.kind == MilestoneKind.PUBLICATION:
        _follow_publication(inspection)
    record("inspection.override_date", inspection, stream=inspection.stream, by=by, kind=milestone.kind, day=day, reason=reason)
    return milestone


@transaction.atomic
def withdraw_override(milestone: Milestone, *, by: User) -> Milestone:
    """Go back to the computed date; the trail keeps what was overridden."""
    inspection, milestone = _own_date(milestone, by)
    if milestone.override is None:
        raise NotNow(_("This date is the computed one already."))
    was = milestone.override
    milestone.override, milestone.override_reason, milestone.override_by = None, "", None
    milestone.save(update_fields=["override", "override_reason", "override_by"])
    if milestone.kind == MilestoneKind.PUBLICATION:
        _follow_publication(inspection)
    record("inspection.withdraw_override", inspection, stream=inspection.stream, by=by, kind=milestone.kind, was=was)
    return milestone


def milestone_happened(inspection: Inspection, kind: str, on: date) -> None:
    """Note the day on which a milestone was reached; inside the caller's transaction."""
    Milestone.objects.filter(inspection=inspection, kind=kind).update(happened_on=on)


def set_computed_date(inspection: Inspection, kind: str, day: date) -> None:
    """Fill in a date whose anchor has now happened (comments, statement); inside the caller's transaction."""
    Milestone.objects.filter(inspection=inspection, kind=kind).update(computed=day)


def _move_to_year(inspection: Inspection, year: int) -> None:
    if year == inspection.programme_year:
        return
    inspection.programme_year = year
    try:
        with transaction.atomic():
            inspection.save(update_fields=["programme_year"])
    except IntegrityError as error:
        words = {"area": inspection.local_area.name, "year": f"{year}-{(year + 1) % 100:02d}"}
        raise NotNow(_("%(area)s already has an inspection in the programme year %(year)s.") % words) from error


def _check_another(inspection: Inspection, start: date) -> None:
    """Of a deferred inspection even the former week is a new one."""
    if inspection.status == Status.PLANNED and start == inspection.fieldwork_start:
        said = _("Its fieldwork starts on %(day)s already. Enter another day, or go back and leave it as it is.")
        raise Invalid(said % {"day": date_format(start, "j F Y")}, "fieldwork_start")


def _answer_deferral(inspection: Inspection, start: date) -> None:
    """The deferral that was granted last has its new week."""
    deferral = inspection.deferrals.filter(granted=True).first()
    if deferral is not None:
        deferral.new_start = start
        deferral.save(update_fields=["new_start"])


# What a higher room does before an inspection gets its week in one of these programme years, in the same transaction.
_before_new_week: list[Callable[[set[int]], object]] = []


def before_new_week(hook: Callable[[set[int]], object]) -> None:
    """Have `hook(programme years)` run before an inspection gets another week; registering it twice is the same as once.

    Called in AppConfig.ready() of a higher room, which lets one thing after another take a place in a year.
    """
    if hook not in _before_new_week:
        _before_new_week.append(hook)


def _open_years(inspection: Inspection, start: date) -> None:
    later = year_of(start) - year_of(inspection.fieldwork_start)
    for hook in _before_new_week:
        hook({inspection.programme_year, inspection.programme_year + later})


@transaction.atomic
def give_another_week(
    inspection: Inspection, *, fieldwork_start: date, reason: str, week_reason: str = "", by: User
) -> Inspection:
    """`reschedule` for pages and API: a week to come, in which there is time to notify the local area.

    Raises Invalid when it breaks a rule, as far as this person may know it, and no week_reason says why it must stand.
    """
    _open_years(inspection, fieldwork_start)
    broken = policies.against_week(by, inspection, fieldwork_start).broken
    check_week_ahead(inspection.framework, fieldwork_start, week_reason, broken)
    return reschedule(inspection, fieldwork_start=fieldwork_start, reason=reason, week_reason=week_reason, by=by)


@transaction.atomic
def reschedule(inspection: Inspection, *, fieldwork_start: date, reason: str, week_reason: str = "", by: User) -> Inspection:
    """Give a planned or deferred inspection another week; every date is computed anew, and a deferral keeps old and new.

    A planned one, of which nobody outside knows, was not deferred: only the trail keeps its former week. A week of a later programme year takes it there. Raises NotNow when the area has a live inspection in that year.
    """
    _open_years(inspection, fieldwork_start)
    inspection = own(inspection)
    if not policies.schedules(by, inspection):
        raise NotAllowed(_("Only Ofsted’s programme office can do this."))
    _check_new_week(inspection.framework, fieldwork_start)
    _check_another(inspection, fieldwork_start)
    _check_week(fieldwork_start, week_reason)
    was_deferred = inspection.status == Status.DEFERRED
    inspection = take_step("reschedule", inspection, reason=reason, by=by)
    if was_deferred:
        _answer_deferral(inspection, fieldwork_start)
    _move_to_year(inspection, inspection.programme_year + year_of(fieldwork_start) - year_of(inspection.fieldwork_start))
    inspection.fieldwork_start, inspection.fieldwork_end = fieldwork_start, calendar.last_day(fieldwork_start, holidays())
    inspection.week_reason = week_reason.strip()
    # The new week is as secret as the first one was: the area learns of it when it is notified, as for the first time.
    inspection.notified_at, inspection.notified_by = None, None
    inspection.save(update_fields=["fieldwork_start", "fieldwork_end", "week_reason", "notified_at", "notified_by"])
    access.take_back(inspection)
    Milestone.objects.filter(inspection=inspection).update(happened_on=None)
    _write_dates(inspection)
    tell_of_new_week(inspection, by)
    words = {"week": fieldwork_start, "week_reason": week_reason}
    record("inspection.new_week", inspection, stream=inspection.stream, by=by, **words)
    return inspection
