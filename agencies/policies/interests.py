"""Who declares interests and who reads them: the person, and the administrators of their own inspectorate."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Interest
from agencies.queries import membership_of, realm_of
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy


@policy
def can_declare(by: User) -> None:
    """People of an inspectorate, for themselves."""
    membership = membership_of(by)
    if membership is None or membership.inspectorate is None:
        raise NotAllowed(_("Interests are declared by people of an inspectorate."))


@policy
def can_end_interest(by: User, interest: Interest) -> None:
    """One's own, once."""
    can_declare.check(by)
    if interest.user_id != by.pk:
        raise NotAllowed(_("This is somebody else’s declaration."))
    if interest.ended_on is not None:
        raise NotNow(_("This has ended already."))


@policy
def can_see_interests(by: User, user: User) -> None:
    """Others learn only that a conflict exists."""
    realm, membership = realm_of(by), membership_of(user)
    own = realm is not None and realm.inspectorate is not None and membership is not None
    if not own or membership.inspectorate != realm.inspectorate:  # type: ignore[union-attr]  # -- `own` says that both are there
        raise NotAllowed(_("Only an administrator of the person’s own inspectorate can see their interests."))
