"""Who invites, who accepts, and how two people together open an account that a third has lost (docs/adr/0010)."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import sign_on_domains
from agencies.models import Inspectorate, Invitation, LocalArea, Recovery
from agencies.policies.people import can_give_roles, can_join, can_leave, check_casework, realm_for
from agencies.queries import administrators_of, membership_of, open_recovery_of, organisation_of, realm_of, state_of
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy


@policy
def can_invite(by: User, inspectorate: Inspectorate | None, local_area: LocalArea | None, roles: Iterable[str]) -> None:
    """Into one's own organisation, with the roles that one may give."""
    if not realm_for(by).covers(inspectorate, local_area):
        raise NotAllowed(_("You can only invite people to your own organisation."))
    if roles:
        can_give_roles.check(by, inspectorate, roles)


@policy
def can_invite_address(inspectorate: Inspectorate | None, email: str) -> None:
    """An inspectorate whose single sign-on names the domains of its people invites nobody from elsewhere."""
    domains = sign_on_domains(inspectorate.code) if inspectorate is not None else []
    if domains and email.rpartition("@")[2].lower() not in domains:
        raise Invalid(
            _("Enter an address of %(name)s. They end in: %(domains)s.")
            % {"name": inspectorate, "domains": ", ".join(f"@{domain}" for domain in domains)},
            "email",
        )


@policy
def can_withdraw_invitation(by: User, invitation: Invitation) -> None:
    """While nobody has accepted it."""
    can_invite.check(by, invitation.inspectorate, invitation.local_area, ())
    if invitation.accepted_at is not None:
        raise NotNow(_("This invitation has been accepted."))
    if invitation.withdrawn_at is not None:
        raise NotNow(_("This invitation has been withdrawn."))


@policy
def can_send_again(by: User, invitation: Invitation) -> None:
    """As it was sent: by somebody who may give what comes with it, while nobody has accepted it."""
    can_withdraw_invitation.check(by, invitation)
    can_invite.check(by, invitation.inspectorate, invitation.local_area, invitation.roles)
    can_invite_address.check(invitation.inspectorate, invitation.email)


@policy
def can_be_accepted(invitation: Invitation) -> None:
    """In time, once, not withdrawn, and while whoever sent it could still send it."""
    state = state_of(invitation)
    again = _("Ask the person who invited you to send a new one.")
    if state == "used":
        raise NotNow(_("This invitation has been used. Sign in with your email address and password."))
    if state == "withdrawn":
        raise NotNow(_("This invitation was withdrawn.") + " " + again)
    if state == "expired":
        raise NotNow(_("This invitation has expired.") + " " + again)
    by = invitation.invited_by
    if not by.is_active or not can_invite(by, invitation.inspectorate, invitation.local_area, invitation.roles):
        raise NotNow(
            _("This invitation can no longer be used: who sent it no longer manages people there.")
            + " "
            + _("Ask the organisation to send a new one.")
        )


@policy
def can_accept(invitation: Invitation, user: User) -> None:
    """Only by the person whose address it went to."""
    can_be_accepted.check(invitation)
    check_casework(user)
    if user.email.lower() != invitation.email.lower():
        raise NotAllowed(_("This invitation is for another email address. Sign in with the account that it was sent to."))
    if user.pk == invitation.invited_by_id:
        can_join.check(invitation.invited_by, user, invitation.inspectorate, invitation.local_area)


@policy
def can_ask_recovery(by: User, user: User) -> None:
    """An administrator of the person's own organisation, when there is a second one who can confirm."""
    can_leave.check(by, user)
    membership = membership_of(user)
    assert membership is not None  # noqa: S101 -- can_leave has just said so
    if membership.inspectorate is not None and by.is_system_administrator:
        raise NotAllowed(
            _("Only the administrators of %(name)s can recover an account of its people, two of them together.")
            % {"name": membership.inspectorate.short_name}
        )
    if open_recovery_of(user) is not None:
        raise NotNow(_("The recovery of this account is already under way."))
    if not _can_confirm_later(by, user):
        raise NotNow(_no_second(membership.inspectorate))


def _no_second(inspectorate: Inspectorate | None) -> str:
    if inspectorate is not None:
        return _("A second administrator of %(name)s has to confirm, and there is none. Name another administrator first.") % {
            "name": inspectorate.short_name
        }
    return _("A co-ordinator of the local area has to take part, and there is no other one. Name another co-ordinator first.")


def _can_confirm_later(by: User, user: User) -> bool:
    organisation = organisation_of(user)
    if organisation is None:
        return False
    others = administrators_of(organisation).exclude(pk__in=[by.pk, user.pk])
    if others.exists():
        return True
    # An area often has one co-ordinator; a system administrator is then the second, never both.
    return isinstance(organisation, LocalArea) and not by.is_system_administrator


@policy
def can_confirm_recovery(by: User, recovery: Recovery) -> None:
    """A second person, neither the one who asked nor the one whose account it is."""
    user, asker = recovery.user, recovery.asked_by
    membership = membership_of(user)
    if membership is None:
        raise NotNow(_("%(name)s no longer belongs to an organisation.") % {"name": user})
    can_leave.check(by, user)
    if recovery.withdrawn_at is not None or recovery.confirmed_at is not None:
        raise NotNow(_("This has been decided already."))
    if not asker.is_active or not can_leave(asker, user):
        raise NotNow(
            _("%(asker)s, who asked for this, no longer manages this person. Call it off; another administrator can ask anew.")
            % {"asker": asker}
        )
    if by.pk == asker.pk:
        raise NotAllowed(_("You asked for this. Another administrator has to confirm it."))
    if not by.is_system_administrator:
        return
    if membership.local_area is None or asker.is_system_administrator:
        raise NotAllowed(_("Only an administrator of the person’s own organisation can confirm this."))
    if administrators_of(membership.local_area).exclude(pk__in=[asker.pk, user.pk]).exists():
        raise NotAllowed(_("The local area has another co-ordinator, who has to confirm this."))


@policy
def can_withdraw_recovery(by: User, recovery: Recovery) -> None:
    """Whoever manages the person, until the new password is chosen."""
    if realm_of(by) is None:
        raise NotAllowed(_("Only an administrator of the person’s own organisation can do this."))
    can_leave.check(by, recovery.user)
    if recovery.withdrawn_at is not None or recovery.used_at is not None:
        raise NotNow(_("This has been decided already."))


@policy
def can_use_recovery(recovery: Recovery) -> None:
    """Once, in time, and not withdrawn."""
    if recovery.used_at is not None:
        raise NotNow(_("This link has been used. Sign in with your new password."))
    stale = recovery.expires_at is None or recovery.expires_at <= timezone.now()
    if recovery.withdrawn_at is not None or stale or not recovery.user.is_active:
        raise NotNow(
            _("This link can no longer be used. Ask the administrator of your organisation to recover your account again.")
        )
