"""E-mails about casework: the one place that decides who reads where and what, and who only that something waits."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import with_second_factor
from agencies.factors import is_spared
from jobs.commands import send_email


def tell_of_casework(people: Iterable[User], subject: str, *paragraphs: str, address: str, public: bool = False) -> None:
    """An e-mail to each of them, with the address of the page it is about.

    Whoever has no second factor can open no casework yet, so the e-mail names none: it asks them to set one up. They are called
    all the same, since a local area whose people have none must still learn that something waits. One query.
    """
    people = list(people)
    able = with_second_factor(people)
    body = "\n\n".join([*paragraphs, f"{settings.PUBLIC_ADDRESS}{address}"])
    for person in people:
        if public or person.pk in able or is_spared(person):
            send_email(to=person.email, subject=subject, body=body)
        else:
            _call(person)


def _call(person: User) -> None:
    """Neither where nor what."""
    paragraphs = [
        _("There is something for you on the service for joint targeted area inspections."),
        _("Your account cannot open it yet, because it has no second factor. Sign in and set one up. Then you can read it."),
        f"{settings.PUBLIC_ADDRESS}/account/second-factor/",
    ]
    send_email(to=person.email, subject=_("Something waits for you: set up your second factor"), body="\n\n".join(paragraphs))
