"""Who sees the programmes, who records activities, and when."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.policies import does_casework
from agencies.queries import has_role, inspectorate_of
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from programmes.models import Activity, ImportRun, Programme, Sharing, Standing

SHOWN = frozenset({Standing.DONE.value, Standing.PUBLISHED.value})


@policy
def can_see_programmes(user: User) -> None:
    """People who do casework for an inspectorate; what of another's programmes they see is its to share."""
    does_casework.check(user)


@policy
def can_record(user: User, programme: Programme) -> None:
    """Only the inspectorate whose programme it is records it."""
    does_casework.check(user)
    if programme.inspectorate_id != inspectorate_of(user).pk:
        raise NotAllowed(
            _("Only people of %(inspectorate)s record activities of this programme.")
            % {"inspectorate": programme.inspectorate.short_name}
        )


@policy
def can_load_checked(user: User, run: ImportRun) -> None:
    """What was checked and has no fault."""
    can_record.check(user, run.programme)
    if not run.only_check:
        raise NotNow(_("This table was sent in to be loaded. There is nothing more to load."))
    if run.finished_at is None:
        raise NotNow(_("This table is still being checked. Wait until every line was read."))
    if run.fault_count:
        raise NotNow(_("Some lines of this table are wrong. Correct them in your table, then send it in again."))


@policy
def can_set_sharing(user: User, programme: Programme) -> None:
    """Its programme leads."""
    can_record.check(user, programme)
    if not has_role(user, RoleKind.PROGRAMME_LEAD):
        raise NotAllowed(_("Only a programme lead decides what the other inspectorates see. Ask one of your programme leads."))


@policy
def can_see_inside(user: User, activity: Activity) -> None:
    """Why it takes place now, earlier words and who wrote them: the own inspectorate's, whatever it shares."""
    can_record.check(user, activity.programme)


@policy
def can_see_due(user: User, programme: Programme) -> None:
    """Who sees every activity of it: computed from a part, what is due would be wrong, or tell what is planned."""
    does_casework.check(user)
    if programme.inspectorate_id != inspectorate_of(user).pk and programme.sharing != Sharing.ALL:
        raise NotAllowed(
            _("%(inspectorate)s does not share all of this programme, so what is due cannot be shown to you.")
            % {"inspectorate": programme.inspectorate.short_name}
        )


@policy
def can_edit_activity(user: User, activity: Activity) -> None:
    """A cancelled one stays as it was."""
    can_record.check(user, activity.programme)
    if activity.standing == Standing.CANCELLED:
        raise NotNow(_("This activity was cancelled. Undo the cancellation first."))


@policy
def can_mark_done(user: User, activity: Activity) -> None:
    """What is planned takes place once."""
    can_record.check(user, activity.programme)
    if activity.standing != Standing.PLANNED:
        raise NotNow(_("Only a planned activity can be marked as done."))


@policy
def can_publish_activity(user: User, activity: Activity) -> None:
    """After it took place."""
    can_record.check(user, activity.programme)
    if activity.standing == Standing.PLANNED:
        raise NotNow(_("Mark this activity as done first. Then it can be published."))
    if activity.standing != Standing.DONE:
        raise NotNow(_("Only an activity that is done and not yet published can be published."))


@policy
def can_cancel_activity(user: User, activity: Activity) -> None:
    """Before it took place."""
    can_record.check(user, activity.programme)
    if activity.standing != Standing.PLANNED:
        raise NotNow(_("Only a planned activity can be cancelled."))


@policy
def can_take_back(user: User, activity: Activity) -> None:
    """One step back: a cancellation, a publication, or that it was done, while nothing rests on it."""
    can_record.check(user, activity.programme)
    if activity.standing == Standing.PLANNED:
        raise NotNow(_("This activity is planned. There is nothing to take back."))
    if activity.standing == Standing.DONE and _is_rested_on(activity):
        raise NotNow(
            _(
                "Something was recorded of what this activity showed, so it stays done. Take out its judgements, words and report "
                "first. Breaches, recommendations and what was looked at stay."
            )
        )


def _is_rested_on(activity: Activity) -> bool:
    said = activity.effect or activity.outcome or activity.text.body or activity.report_id
    stands = [rows.exclude(state="withdrawn") for rows in (activity.breaches, activity.recommendations)]
    return bool(said) or any(rows.exists() for rows in (activity.judgements, *stands, activity.looks))


@policy
def can_say_what_it_showed(user: User, activity: Activity) -> None:
    """Judgements, breaches, recommendations and the report come after it took place."""
    can_edit_activity.check(user, activity)
    if activity.standing not in SHOWN:
        raise NotNow(_("Mark this activity as done first. Then record what it showed."))


@policy
def can_judge(user: User, activity: Activity) -> None:
    """Only kinds that end with judgements."""
    can_say_what_it_showed.check(user, activity)
    if not activity.kind.judges:
        raise NotNow(_("“%(kind)s” ends without judgements.") % {"kind": activity.kind})
