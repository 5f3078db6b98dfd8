"""Invitations and recoveries: a link whose digest alone is kept goes to one address, and what it opens happens once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.commands import stream_of
from accounts.models import User
from accounts.opening import choose_password, end_sign_ins, new_secret, open_account
from agencies import notices, policies
from agencies.commands.people import admit, check_organisation, grant_role, lock, withdraw_recoveries
from agencies.models import Agency, Inspectorate, Invitation, LocalArea, Membership, Recovery, RoleKind
from agencies.queries import account_at, administrators_of, organisation_of, told_of
from audit import trail
from jtai.errors import Invalid

INVITATION_LASTS = timedelta(days=14)
RECOVERY_LASTS = timedelta(days=3)


def _stream(invitation: Invitation) -> str:
    """The trail of an organisation's admissions is the inviter's."""
    return stream_of(invitation.invited_by)


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    job_title: str,
    inspectorate: Inspectorate | None = None,
    local_area: LocalArea | None = None,
    agency: Agency | None = None,
    co_ordinator: bool = False,
    roles: Sequence[str] = (),
    by: User,
) -> Invitation:
    """Ask this address to join. Whether it has an account somewhere else makes no difference that the inviter could see.

    Raises Invalid when the organisation contradicts itself, when the address is one of its people already, or when an
    invitation to it waits.
    """
    lock(by)
    policies.can_invite.check(by, inspectorate, local_area, roles)
    policies.can_invite_address.check(inspectorate, email)
    check_organisation(inspectorate, local_area, agency, co_ordinator=co_ordinator)
    if not set(roles) <= set(RoleKind.values):
        raise Invalid(_("Select roles from the list."), "roles")
    here = Membership.objects.filter(user__email__iexact=email, inspectorate=inspectorate, local_area=local_area)
    if here.exists():
        raise Invalid(_("This is the address of one of your people already."), "email")
    waiting = Invitation.objects.filter(
        email__iexact=email, inspectorate=inspectorate, local_area=local_area, accepted_at=None, withdrawn_at=None
    )
    if waiting.exists():
        raise Invalid(_("There is an invitation to this address already. Send that one again, or withdraw it first."), "email")
    secret, digest = new_secret()
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        job_title=job_title,
        inspectorate=inspectorate,
        local_area=local_area,
        agency=agency,
        co_ordinator=co_ordinator,
        roles=list(roles),
        digest=digest,
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    notices.invited(invitation, secret)
    _tell_of_rights(invitation)
    facts: dict[str, Any] = {"email": email, "organisation": str(inspectorate or local_area), "roles": list(roles)}
    trail.record("person.invite", invitation, stream=_stream(invitation), by=by, **facts)
    return invitation


def _tell_of_rights(invitation: Invitation) -> None:
    """By an invitation somebody could let in a second address of their own: those who answer for the organisation hear of it."""
    organisation = invitation.inspectorate or invitation.local_area
    if organisation is not None and (invitation.roles or invitation.co_ordinator):
        people = told_of(organisation, by=invitation.invited_by)
        notices.invited_with_rights(invitation, people, accepted=invitation.accepted_at is not None)


def _own(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("inspectorate", "local_area", "agency", "invited_by").get(pk=invitation.pk)


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> Invitation:
    """A new link with a new fortnight; the former link opens nothing any more. Who sends it now answers for it."""
    invitation = _own(invitation)
    policies.can_send_again.check(by, invitation)
    secret, invitation.digest = new_secret()
    invitation.invited_by, invitation.expires_at = by, timezone.now() + INVITATION_LASTS
    invitation.save(update_fields=["digest", "invited_by", "expires_at"])
    notices.invited(invitation, secret)
    trail.record("person.invite_again", invitation, stream=_stream(invitation), by=by, email=invitation.email)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Its link opens nothing any more."""
    invitation = _own(invitation)
    policies.can_withdraw_invitation.check(by, invitation)
    invitation.withdrawn_at, invitation.withdrawn_by = timezone.now(), by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record("person.withdraw_invitation", invitation, stream=_stream(invitation), by=by, email=invitation.email)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User | None = None, password: str = "") -> User:
    """Join: a new person with a password, somebody who left before with a new one, or the person who is signed in (a move).

    user: whoever is signed in. Raises NotAllowed when the address has an account that has to sign in first.
    """
    invitation = _own(invitation)
    policies.can_be_accepted.check(invitation)
    there = account_at(invitation.email)
    if user is None and there is not None and there.is_active:
        raise Invalid(_("Sign in with this email address to accept the invitation."))
    # Somebody who left before comes back to the same account: what they wrote stays theirs by name.
    returning = user is None and there is not None
    person = user or there or _newcomer(invitation, password)
    lock(person)
    policies.can_accept.check(invitation, person)
    admit(
        person,
        inspectorate=invitation.inspectorate,
        local_area=invitation.local_area,
        agency=invitation.agency,
        job_title=invitation.job_title,
        co_ordinator=invitation.co_ordinator,
        by=invitation.invited_by,
    )
    if returning:
        choose_password(person, password)
    for kind in invitation.roles:
        title = invitation.job_title if kind == RoleKind.SIGNATORY else ""
        grant_role(person, kind, title=title, first=timezone.localdate(), by=invitation.invited_by)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _tell_of_rights(invitation)
    trail.record("person.accept_invitation", invitation, stream=stream_of(person), by=person)
    return person


def _newcomer(invitation: Invitation, password: str) -> User:
    """A new account; or, when another invitation to this address has opened it meanwhile, the sentence for who has one."""
    try:
        with transaction.atomic():
            return open_account(email=invitation.email, name=invitation.name, password=password)
    except IntegrityError as error:
        raise Invalid(_("Sign in with this email address to accept the invitation.")) from error


def _seconds(recovery: Recovery) -> list[User]:
    """Those who may confirm."""
    organisation = organisation_of(recovery.user)
    if organisation is None:
        return []
    others = administrators_of(organisation).exclude(pk__in=[recovery.asked_by_id, recovery.user_id])
    found = list(others)
    return found or list(User.objects.filter(is_active=True, is_system_administrator=True))


def _office(user: User) -> list[User]:
    """Who is told: the administrators and the programme leads of the person's own organisation."""
    organisation = organisation_of(user)
    return [] if organisation is None else told_of(organisation, by=user)


@transaction.atomic
def ask_recovery(user: User, *, reason: str, by: User) -> Recovery:
    """The first of two. Nothing changes yet; the others who may confirm, and the person, are told."""
    lock(user)
    policies.can_ask_recovery.check(by, user)
    withdraw_recoveries(user, by=by)  # whose link has run out
    recovery = Recovery.objects.create(user=user, reason=reason, asked_by=by)
    notices.recovery_asked(recovery, _seconds(recovery))
    trail.record("person.ask_recovery", user, stream=stream_of(user), by=by, reason=reason)
    return recovery


@transaction.atomic
def confirm_recovery(recovery: Recovery, *, by: User) -> Recovery:
    """The second of two: sign-ins end, and a link that only the person gets lets them choose a new password."""
    lock(recovery.user)
    rows = Recovery.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "asked_by")
    recovery = rows.get(pk=recovery.pk)
    policies.can_confirm_recovery.check(by, recovery)
    secret, recovery.digest = new_secret()
    recovery.confirmed_by, recovery.confirmed_at = by, timezone.now()
    recovery.expires_at = recovery.confirmed_at + RECOVERY_LASTS
    recovery.save(update_fields=["digest", "confirmed_by", "confirmed_at", "expires_at"])
    end_sign_ins(recovery.user)
    notices.recovery_link(recovery, secret)
    notices.recovery_confirmed(recovery, _office(recovery.user))
    asker = recovery.asked_by.name
    trail.record("person.confirm_recovery", recovery.user, stream=stream_of(recovery.user), by=by, asked_by=asker)
    return recovery


@transaction.atomic
def withdraw_recovery(recovery: Recovery, *, by: User) -> Recovery:
    """It was a mistake, or the second says no. A link that was sent opens nothing any more."""
    rows = Recovery.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    recovery = rows.get(pk=recovery.pk)
    policies.can_withdraw_recovery.check(by, recovery)
    recovery.withdrawn_at, recovery.withdrawn_by = timezone.now(), by
    recovery.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record("person.withdraw_recovery", recovery.user, stream=stream_of(recovery.user), by=by)
    return recovery


@transaction.atomic
def use_recovery(recovery: Recovery, *, password: str) -> User:
    """The person chose a new password. The second factor follows when they sign in."""
    rows = Recovery.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    recovery = rows.get(pk=recovery.pk)
    policies.can_use_recovery.check(recovery)
    choose_password(recovery.user, password)
    recovery.used_at = timezone.now()
    recovery.save(update_fields=["used_at"])
    return recovery.user
