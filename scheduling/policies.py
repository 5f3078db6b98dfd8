"""Who owns the year, and who may look at it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.policies import OFFICE_OF_THE_YEAR, does_casework
from agencies.queries import has_role, inspectorate_of, membership_of
from inspections.models import Inspection, TeamPlace
from inspections.policies import can_end_place, can_have_place
from inspections.workflow import NO_PLACE, Status
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from scheduling.models import Plan, PlanState, ProgrammeYear, Replacement

# Until its local area is notified, an inspection that stands in for another can be let go.
TAKEN_BACK_FROM = NO_PLACE | {Status.PLANNED.value}

TAKEN_BACK_WITHIN = timedelta(hours=1)


@policy
def can_see_years(by: User) -> None:
    """Programme leads of every inspectorate. Each sees only the inspections that they may see anyway."""
    membership = membership_of(by)
    if membership is None or membership.inspectorate is None or not has_role(by, RoleKind.PROGRAMME_LEAD):
        raise NotAllowed(_("Only programme leads of the inspectorates can see the programme."))


@policy
def can_own_year(by: User) -> None:
    """Ofsted's programme leads open a year and place inspections in it."""
    can_see_years.check(by)
    if inspectorate_of(by).code != OFFICE_OF_THE_YEAR:
        raise NotAllowed(_("Only a programme lead of Ofsted can open a year or plan an inspection."))


def gave_back(year: ProgrammeYear, inspection: Inspection) -> bool:
    """Whether it had a place in this year and has none now: deferred, cancelled, or moved to another year by a deferral."""
    if inspection.programme_year == year.year:
        return inspection.status in NO_PLACE
    last = inspection.deferrals.filter(granted=True, old_year=year.year, new_start__isnull=False).first()
    return last is not None and last.new_year != year.year


@policy
def can_replace(by: User, year: ProgrammeYear, gone: Inspection) -> None:
    """Who owns the year says what takes the place of an inspection that gave its own back, once a year."""
    can_own_year.check(by)
    if not gave_back(year, gone):
        raise NotNow(
            _("%(area)s has its place in the year. Only a deferred or cancelled inspection can be replaced.")
            % {"area": gone.local_area.name}
        )
    taken = Replacement.objects.filter(year=year, gone=gone).select_related("instead__local_area").first()
    if taken is not None:
        said = _("%(area)s is replaced by %(instead)s already. Take that replacement back first.")
        if gave_back(year, taken.instead):
            said = _(
                "%(instead)s stood in for %(area)s and gave the place back. Replace %(instead)s, or take that replacement back first."
            )
        raise NotNow(said % {"area": gone.local_area.name, "instead": taken.instead.local_area.name})


@policy
def can_stand_in(by: User, year: ProgrammeYear, instead: Inspection) -> None:
    """A planned inspection of the year that stands in for no other yet."""
    can_own_year.check(by)
    if instead.programme_year != year.year or instead.status != Status.PLANNED:
        raise NotNow(_("Only a planned inspection of this year can stand in for another."))
    taken = Replacement.objects.filter(year=year, instead=instead).select_related("gone__local_area").first()
    if taken is not None:
        raise NotNow(
            _("%(instead)s stands in for %(area)s already. Choose another inspection.")
            % {"area": taken.gone.local_area.name, "instead": instead.local_area.name}
        )


@policy
def can_take_back_replacement(by: User, replacement: Replacement) -> None:
    """Until the local area that stands in is notified; from then on the year has gone its way."""
    can_own_year.check(by)
    if replacement.instead.status not in TAKEN_BACK_FROM:
        raise NotNow(
            _("%(instead)s has been notified, so the replacement stands.") % {"instead": replacement.instead.local_area.name}
        )


@policy
def can_have_feed(by: User) -> None:
    """People who do casework, while their account is open."""
    if not by.is_active:
        raise NotAllowed(_("This account is closed."))
    does_casework.check(by)


@policy
def can_lead_people(by: User, person: User) -> None:
    """Programme leads say of the inspectors of their own inspectorate how much they can take on."""
    can_see_years.check(by)
    membership = membership_of(person)
    if membership is None or membership.inspectorate_id is None or membership.inspectorate != inspectorate_of(by):
        raise NotAllowed(_("Only a programme lead of the person’s own inspectorate can do this."))
    can_have_place.check(person)


@policy
def can_be_away(by: User) -> None:
    """Whoever may have a place on a team has leave of their own to enter."""
    membership = membership_of(by)
    if membership is None or membership.inspectorate_id is None:
        raise NotAllowed(_("Leave is entered by people of an inspectorate."))
    can_have_place.check(by)


@policy
def can_change_leave(by: User, person: User) -> None:
    """The person themselves, and the programme leads of their own inspectorate. Nobody else learns of it."""
    if by.pk == person.pk:
        can_be_away.check(by)
    else:
        can_lead_people.check(by, person)


@policy
def can_take_back_place(by: User, place: TeamPlace) -> None:
    """Whoever has just given a place may undo it; later it is ended as any other, on the page of its team."""
    can_see_years.check(by)
    if place.assigned_by_id != by.pk:
        raise NotAllowed(_("Somebody else gave this place. End it on the page of the team."))
    can_end_place.check(by, place)
    if place.assigned_at < timezone.now() - TAKEN_BACK_WITHIN:
        raise NotNow(_("This place was given more than an hour ago. End it on the page of the team."))


@policy
def can_plan_year(by: User) -> None:
    """Ofsted's programme leads, who own the year, make its plans; nobody else knows that there are any."""
    can_see_years.check(by)
    if inspectorate_of(by).code != OFFICE_OF_THE_YEAR:
        raise NotAllowed(_("Only a programme lead of Ofsted can see and make plans of the year."))


@policy
def can_change_plan(by: User, plan: Plan) -> None:
    """A draft, by those who make plans."""
    can_plan_year.check(by)
    if plan.state == PlanState.ADOPTED:
        raise NotNow(_("This plan was adopted and stays as it is. Copy it to go on from it."))
    if plan.state == PlanState.DISCARDED:
        raise NotNow(_("This plan was discarded. Bring it back to change it."))
