"""What people are told by e-mail about their account. Never a word of any inspection: contacts are kept all year."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Invitation, Recovery, RoleKind
from agencies.queries import manages_people
from jobs.commands import send_email


def invited(invitation: Invitation, secret: str) -> None:
    """The link, to the address alone. The same words whether or not the address has an account."""
    organisation = invitation.inspectorate or invitation.local_area
    body = [
        _("%(name)s has invited you to join %(organisation)s on the service for joint targeted area inspections.")
        % {"name": invitation.invited_by.name, "organisation": organisation},
        would_be(invitation),
        _("Open this link to accept. It works once, until %(day)s:")
        % {"day": date_format(localtime(invitation.expires_at), "j F Y")},
        f"{settings.PUBLIC_ADDRESS}/invitations/{secret}/",
        _("If you did not expect this, do nothing."),
    ]
    send_email(
        to=invitation.email,
        subject=_("Invitation to join %(organisation)s") % {"organisation": organisation},
        body="\n\n".join(body),
        forget=True,
    )


def would_be(invitation: Invitation) -> str:
    """What is accepted with an invitation: the job title, and the rights that come with it."""
    rights = rights_of(invitation)
    if not rights:
        return _("You would be there as: %(job)s.") % {"job": invitation.job_title}
    return ngettext(
        "You would be there as: %(job)s, with the role: %(rights)s.",
        "You would be there as: %(job)s, with the roles: %(rights)s.",
        len(rights),
    ) % {"job": invitation.job_title, "rights": named(rights)}


def rights_of(invitation: Invitation) -> list[str]:
    """The roles that come with it, and the co-ordinator's part."""
    return [*invitation.roles, *(["co-ordinator"] if invitation.co_ordinator else [])]


def rights_in_words(invitation: Invitation) -> list[str]:
    """The same as they are called."""
    return _called(rights_of(invitation))


def recovery_link(recovery: Recovery, secret: str) -> None:
    """The person is told what was done, and gets the link that nobody else gets."""
    body = [
        _("%(first)s and %(second)s have asked to recover your account, because you can no longer sign in.")
        % {"first": recovery.asked_by.name, "second": recovery.confirmed_by and recovery.confirmed_by.name},
        _("You were signed out everywhere. Your password, your second factors and your tokens no longer work."),
        _("Open this link to choose a new password. It works once, for three days:"),
        f"{settings.PUBLIC_ADDRESS}/recover/{secret}/",
        _("If you did not ask for this, tell the administrator of your organisation at once and do not open the link."),
    ]
    send_email(to=recovery.user.email, subject=_("Your account is being recovered"), body="\n\n".join(body), forget=True)


def recovery_asked(recovery: Recovery, people: Iterable[User]) -> None:
    """Those who may confirm, and the person."""
    sentence = _("%(asker)s has asked to recover the account of %(name)s. A second administrator has to confirm it.") % {
        "asker": recovery.asked_by.name,
        "name": recovery.user.name,
    }
    address = f"{settings.PUBLIC_ADDRESS}/people/recoveries/{recovery.pk}/"
    for person in people:
        send_email(to=person.email, subject=_("Recovery of an account"), body=f"{sentence}\n\n{address}")
    body = sentence + "\n\n" + _("If you can sign in yourself, tell the administrator of your organisation at once.")
    send_email(to=recovery.user.email, subject=_("Recovery of your account"), body=body)


def recovery_confirmed(recovery: Recovery, people: Iterable[User]) -> None:
    """The office learns of it."""
    sentence = _("The account of %(name)s was recovered. %(asker)s asked for it, %(second)s confirmed it.") % {
        "name": recovery.user.name,
        "asker": recovery.asked_by.name,
        "second": recovery.confirmed_by and recovery.confirmed_by.name,
    }
    for person in people:
        send_email(to=person.email, subject=_("An account was recovered"), body=sentence)


def rights_given(sentence: str, people: Iterable[User]) -> None:
    """Those who answer for an organisation learn that somebody gets rights in it, so that nobody lets in a second self unseen."""
    ends_it = _("If this is not right, end it under “People”, or tell your administrators at once.")
    tells = _("If this is not right, tell your inspectorate’s administrator at once.")
    for person in people:
        body = sentence + "\n\n" + (ends_it if manages_people(person) else tells)
        send_email(to=person.email, subject=_("Somebody is given rights in your organisation"), body=body)


def invited_with_rights(invitation: Invitation, people: Iterable[User], *, accepted: bool) -> None:
    """Once when the invitation is sent and once when it is accepted."""
    words = {
        "by": invitation.invited_by.name,
        "name": invitation.name,
        "email": invitation.email,
        "organisation": invitation.inspectorate or invitation.local_area,
        "rights": named(rights_of(invitation)),
    }
    said = (
        _("%(name)s (%(email)s) has accepted the invitation of %(by)s to %(organisation)s, with these rights: %(rights)s.")
        if accepted
        else _("%(by)s has invited %(name)s (%(email)s) to %(organisation)s, with these rights: %(rights)s.")
    )
    rights_given(said % words, people)


def role_given(user: User, kind: str, people: Iterable[User], *, by: User) -> None:
    """Somebody who is here already is given a role."""
    words = {"by": by.name, "name": user.name, "email": user.email, "role": named([kind])}
    rights_given(_("%(by)s has given %(name)s (%(email)s) the role: %(role)s.") % words, people)


def administrator_ended(user: User, people: Iterable[User], *, by: User) -> None:
    """Without an administrator a system administrator names the next one: the inspectorate hears of it first."""
    words = {"by": by.name, "name": user.name, "role": named([RoleKind.ADMINISTRATOR])}
    rights_given(_("%(by)s has ended a role of %(name)s: %(role)s.") % words, people)


def named(kinds: Iterable[str]) -> str:
    """Roles in words."""
    return ", ".join(_called(kinds))


def _called(kinds: Iterable[str]) -> list[str]:
    words = {**dict(RoleKind.choices), "co-ordinator": _("Co-ordinator of the local area")}
    return [str(words.get(kind, kind)) for kind in kinds]
