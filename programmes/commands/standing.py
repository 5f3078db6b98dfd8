"""How far an activity is: done, published, cancelled, and one step back."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from jtai.errors import Changed, Invalid
from programmes import policies
from programmes.commands.keeping import About, check_days, locked, not_to_come, renew, said
from programmes.models import Activity, Standing

# From where one step back leads. A publication that is taken back is done again; else it is planned again.
BACK = {Standing.PUBLISHED: Standing.DONE, Standing.DONE: Standing.PLANNED, Standing.CANCELLED: Standing.PLANNED}


@transaction.atomic
def mark_done(activity: Activity, *, starts_on: date, ends_on: date, by: User) -> Activity:
    """It took place, from this day to that. What others typed of the plan meanwhile is kept beside."""
    activity = locked(activity)
    policies.can_mark_done.check(by, activity)
    check_days(activity.programme, starts_on, ends_on, Standing.DONE)
    renew(activity, About.of(activity, starts_on=starts_on, ends_on=ends_on), by=by)
    activity.standing = Standing.DONE
    activity.save(update_fields=["standing"])
    record("activity.done", activity, stream=activity.stream, by=by, starts_on=starts_on, ends_on=ends_on)
    return activity


@transaction.atomic
def publish_activity(activity: Activity, *, published_on: date, by: User) -> Activity:
    """What came of it was published on this day. The other inspectorates may see it from now on, as far as the programme shares."""
    activity = locked(activity)
    policies.can_publish_activity.check(by, activity)
    check_publication(activity.ends_on, published_on)
    activity.standing, activity.published_on = Standing.PUBLISHED, published_on
    activity.save(update_fields=["standing", "published_on"])
    record("activity.publish", activity, stream=activity.stream, by=by, published_on=published_on)
    return activity


def check_publication(ends_on: date, published_on: date) -> None:
    """Raises Invalid for a day before the activity ended, and for one to come."""
    if published_on < ends_on:
        day = date_format(ends_on, "j F Y")
        raise Invalid(_("It ended on %(day)s. Enter a day of publication on or after that.") % {"day": day}, "published_on")
    not_to_come(published_on, "published_on")


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: User) -> Activity:
    """It will not take place. The reason is kept."""
    activity = locked(activity)
    policies.can_cancel_activity.check(by, activity)
    activity.standing, activity.cancelled_why = Standing.CANCELLED, said(reason, _("Enter why it is cancelled."), "reason")
    activity.save(update_fields=["standing", "cancelled_why"])
    record("activity.cancel", activity, stream=activity.stream, by=by, reason=activity.cancelled_why)
    return activity


@transaction.atomic
def take_back(activity: Activity, *, standing: str, by: User) -> Activity:
    """Undo the last step. standing: what the person saw; raises NotNow when somebody was quicker.

    What others typed meanwhile of what stood is kept beside.
    """
    activity = locked(activity)
    if standing != activity.standing:
        raise Changed(_("Somebody changed this activity meanwhile. Look at it again."))
    policies.can_take_back.check(by, activity)
    before = Standing(activity.standing)
    activity.standing, activity.published_on, activity.cancelled_why = BACK[before], None, ""
    activity.save(update_fields=["standing", "published_on", "cancelled_why"])
    renew(activity, About.of(activity), by=by)
    record("activity.take_back", activity, stream=activity.stream, by=by, before=before.value, after=activity.standing)
    return activity
