"""What people are told by e-mail about their account. Never a word of any inspection: contacts are kept all year."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Invitation, Recovery
from jobs.commands import send_email


def invited(invitation: Invitation, secret: str) -> None:
    """The link, to the address alone. The same words whether or not the address has an account."""
    organisation = invitation.inspectorate or invitation.local_area
    body = [
        _("%(name)s has invited you to join %(organisation)s on the service for joint targeted area inspections.")
        % {"name": invitation.invited_by.name, "organisation": organisation},
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
