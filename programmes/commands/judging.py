"""Judgements, by the programme's own scales and what it judges on that day."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from jtai.errors import Invalid, Overtaken
from programmes import policies
from programmes.commands.keeping import locked
from programmes.models import Activity, Judgement, JudgementArea, ScaleValue
from programmes.queries import mark_of_judgements


@transaction.atomic
def judge(activity: Activity, *, judgements: Mapping[JudgementArea, ScaleValue], before: str = "", by: User) -> Activity:
    """Record all judgements of an activity; those that are not named are taken out.

    before: the mark of those that the person saw; raises Overtaken, which says what stands, when they are others by now.
    """
    activity = locked(activity)
    policies.can_judge.check(by, activity)
    _check_seen(activity, before)
    for area, value in judgements.items():
        check_judgement(activity.programme_id, activity.ends_on, area, value)
    Judgement.objects.filter(activity=activity).exclude(area__in=[area.pk for area in judgements]).delete()
    Judgement.objects.bulk_create(
        [Judgement(activity=activity, area=area, value=value) for area, value in judgements.items()],
        update_conflicts=True,
        unique_fields=["activity", "area"],
        update_fields=["value"],
    )
    said = "; ".join(f"{area.name}: {value.name}" for area, value in judgements.items())
    record("activity.judge", activity, stream=activity.stream, by=by, judgements=said)
    return activity


def _check_seen(activity: Activity, before: str) -> None:
    now = mark_of_judgements(activity)
    if before == now:
        return
    rows = activity.judgements.select_related("area", "value")
    stands = "; ".join(f"{row.area.name}: {row.value.name}" for row in rows) or _("none")
    raise Overtaken(
        _(
            "Somebody else saved other judgements meanwhile, and yours are not saved. Now stands: %(judgements)s. "
            "Compare them with yours, then save yours again if they are right."
        )
        % {"judgements": stands},
        now,
    )


def check_judgement(programme: int, ends_on: date, area: JudgementArea, value: ScaleValue) -> None:
    """Raises Invalid unless the programme judges this, on this day, by this scale."""
    field = field_of(area)
    if area.programme_id != programme:
        raise Invalid(_("“%(area)s” is not judged in this programme.") % {"area": area}, field)
    if ends_on < area.valid_from:
        day = date_format(area.valid_from, "j F Y")
        raise Invalid(
            _("“%(area)s” is judged from %(day)s on. This activity ended before.") % {"area": area, "day": day}, field
        )
    if area.valid_to is not None and ends_on > area.valid_to:
        day = date_format(area.valid_to, "j F Y")
        raise Invalid(
            _("“%(area)s” was judged until %(day)s. This activity ended later, so it has no such judgement.")
            % {"area": area, "day": day},
            field,
        )
    if value.scale_id != area.scale_id:
        raise Invalid(_("Select a judgement of the scale “%(scale)s”.") % {"scale": area.scale}, field)


def field_of(area: JudgementArea) -> str:
    """What the field of this judgement is called in a form."""
    return f"judged-{area.pk}"
