"""What is followed: breaches and recommendations have states, and each state its next ones."""

from django.utils.translation import gettext as _

from accounts.models import User
from jtai.errors import Invalid, NotNow
from jtai.policy import policy
from programmes.models import Activity, Breach, BreachState, CheckItem, Programme, Recommendation, RecommendationState
from programmes.policies.recording import can_record, can_say_what_it_showed

# step → the states from which it leads
BREACH_STEPS = {
    "address": frozenset({BreachState.OPEN}),
    "enforce": frozenset({BreachState.OPEN}),
    "resolve": frozenset({BreachState.ENFORCEMENT}),
    "reopen": frozenset({BreachState.ADDRESSED, BreachState.ENFORCEMENT, BreachState.RESOLVED}),
}


@policy
def can_record_breach(user: User, activity: Activity) -> None:
    """Where a rule of the programme follows breaches until they are addressed."""
    can_say_what_it_showed.check(user, activity)
    if not follows_breaches(activity.programme):
        raise NotNow(_("No rule of this programme follows breaches. Add a recommendation instead."))


@policy
def can_follow_breach(user: User, breach: Breach, step: str) -> None:
    """It stays open until it is addressed, or resolved after enforcement; a step taken by mistake can be undone."""
    can_record.check(user, breach.activity.programme)
    _check_stands(breach)
    if breach.state in BREACH_STEPS[step]:
        return
    if step == "reopen":
        raise NotNow(_("This breach is open. There is nothing to undo."))
    if step == "resolve" and breach.state == BreachState.OPEN:
        raise NotNow(_("There is no enforcement to resolve. Record the breach as addressed instead."))
    raise NotNow(_("This is not possible while the breach is recorded as: %(state)s.") % {"state": breach.get_state_display()})


@policy
def can_reword(user: User, row: Breach | Recommendation, reason: str) -> None:
    """At any time, by those who record the programme. Once it is no longer open somebody has acted on its words: say why."""
    can_record.check(user, row.activity.programme)
    _check_stands(row)
    if is_acted_on(row) and not reason.strip():
        raise Invalid(
            _("It is recorded as: %(state)s. Enter why its words or days change now.") % {"state": row.get_state_display()},
            field="reason",
        )


def follows_breaches(programme: Programme) -> bool:
    """Whether a rule of it follows them."""
    return programme.rules.filter(parameters__what="breach").exists()


def is_acted_on(row: Breach | Recommendation) -> bool:
    """Whether somebody has addressed, enforced or closed it."""
    return row.state not in {BreachState.OPEN, RecommendationState.OPEN}


def is_withdrawn(row: Breach | Recommendation) -> bool:
    """Whether it was recorded by mistake."""
    return row.state in {BreachState.WITHDRAWN, RecommendationState.WITHDRAWN}


def _check_stands(row: Breach | Recommendation) -> None:
    if is_withdrawn(row):
        raise NotNow(_("This was withdrawn, because it was recorded by mistake. Bring it back first."))


@policy
def can_withdraw(user: User, row: Breach | Recommendation) -> None:
    """What was recorded by mistake, whatever became of it since."""
    can_record.check(user, row.activity.programme)
    if is_withdrawn(row):
        raise NotNow(_("This was withdrawn already."))


@policy
def can_bring_back(user: User, row: Breach | Recommendation) -> None:
    """What was withdrawn, while its activity is one that can show something."""
    can_record.check(user, row.activity.programme)
    if not is_withdrawn(row):
        raise NotNow(_("Only what was withdrawn can be brought back."))
    can_say_what_it_showed.check(user, row.activity)


@policy
def can_close_recommendation(user: User, recommendation: Recommendation) -> None:
    """Closed once, as met or not met."""
    can_record.check(user, recommendation.activity.programme)
    _check_stands(recommendation)
    if recommendation.state != RecommendationState.OPEN:
        raise NotNow(_("This recommendation is closed. Open it again first."))


@policy
def can_reopen_recommendation(user: User, recommendation: Recommendation) -> None:
    """A closed one can be opened again."""
    can_record.check(user, recommendation.activity.programme)
    _check_stands(recommendation)
    if recommendation.state == RecommendationState.OPEN:
        raise NotNow(_("This recommendation is open."))


@policy
def can_look_at_check_item(user: User, item: CheckItem) -> None:
    """The own people of the programme in which it is looked at."""
    can_record.check(user, item.programme)
