"""Writing an item, sending it, and what its sender does afterwards."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from intelligence.models import Item, Marking
from intelligence.visibility import leads, of_its_office, office_of
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy


@policy
def can_look(by: User) -> None:
    """The casework people of an inspectorate."""
    if office_of(by) is None:
        raise NotAllowed(
            _("Only people of an inspectorate who do casework can open this. Ask a programme lead if you expected to.")
        )


@policy
def can_write(by: User) -> None:
    """Any of them, for their own inspectorate."""
    can_look.check(by)


def _left(item: Item) -> bool:
    """Its author does no casework of that inspectorate any more."""
    own = office_of(item.author)
    return own is None or own.pk != item.inspectorate_id


@policy
def can_change(by: User, item: Item) -> None:
    """Before it is sent: its author, or a programme lead once the author has left."""
    if not of_its_office(by, item) or (item.author_id != by.pk and not leads(by)):
        raise NotAllowed(_("Only its author can do this."))
    if item.sent_at is not None:
        raise NotNow(_("This was sent. Correct or withdraw it instead."))
    if item.author_id != by.pk and not _left(item):
        raise NotAllowed(_("Only %(name)s can do this, as long as they work here.") % {"name": item.author})


def _author_or_lead(by: User, item: Item) -> None:
    if not of_its_office(by, item) or (item.author_id != by.pk and not leads(by)):
        raise NotAllowed(
            _("Only its author or a programme lead of %(name)s can do this.") % {"name": item.inspectorate.short_name}
        )


@policy
def can_send(by: User, item: Item) -> None:
    """Its author, or a programme lead of their inspectorate; once."""
    _author_or_lead(by, item)
    if item.sent_at is not None:
        raise NotNow(_("This was sent already. You can add a recipient to it."))


def check_marking(marking: str) -> None:
    """Raises Invalid when nothing says how it is to be handled."""
    if marking not in Marking.values:
        raise Invalid(_("Select the marking: without one nothing is sent."), "marking")


def check_recipients(item: Item, recipients: Collection[Inspectorate]) -> None:
    """Raises Invalid without one, or when an inspectorate would send to itself."""
    if not recipients:
        raise Invalid(_("Select at least one inspectorate to send it to."), "recipients")
    if any(row.pk == item.inspectorate_id for row in recipients):
        raise Invalid(_("Your own inspectorate has it already. Select another one."), "recipients")


def _standing(item: Item) -> None:
    if item.sent_at is None:
        raise NotNow(_("This was not sent yet. Change it, or send it first."))
    if item.withdrawn_at is not None:
        raise NotNow(_("This was withdrawn. Write a new one if there is something to share."))


@policy
def can_add_recipients(by: User, item: Item) -> None:
    """The same people, while it stands."""
    _author_or_lead(by, item)
    _standing(item)


@policy
def can_correct(by: User, item: Item) -> None:
    """The same people, while it stands."""
    _author_or_lead(by, item)
    _standing(item)


@policy
def can_withdraw(by: User, item: Item) -> None:
    """The same people, once."""
    _author_or_lead(by, item)
    _standing(item)
