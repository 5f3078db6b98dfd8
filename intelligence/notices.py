"""What people are told by e-mail: that something waits, and where. Neither its words nor its area: those stand on the page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate
from agencies.policies import APART_FROM_CASEWORK
from agencies.queries import without_role
from agencies.telling import tell_of_casework
from intelligence.models import Delivery, Item, Kind, Letter
from intelligence.queries import office_people


def holders(delivery: Delivery) -> list[User]:
    """Those who look after it, and whoever acknowledged it and still does casework there."""
    people = {person.pk: person for person in office_people(delivery.inspectorate)}
    if delivery.acknowledged_by_id is not None and delivery.acknowledged_by_id not in people:
        still = User.objects.filter(
            pk=delivery.acknowledged_by_id, is_active=True, membership__inspectorate=delivery.inspectorate_id
        )
        people |= {person.pk: person for person in without_role(still, APART_FROM_CASEWORK)}
    return list(people.values())


def _kind(item: Item) -> str:
    return _("a concern") if item.kind == Kind.CONCERN else _("exceptional practice")


def sent(delivery: Delivery) -> None:
    """A recipient's programme office learns of an item."""
    item = delivery.item
    words = {"name": item.inspectorate.short_name, "what": _kind(item), "day": date_format(delivery.acknowledge_by, "l j F Y")}
    tell_of_casework(
        office_people(delivery.inspectorate),
        _("%(name)s has shared something with you: urgent") % words
        if item.urgent
        else _("%(name)s has shared something with you") % words,
        _("%(name)s has shared %(what)s with your inspectorate. Sign in to read it, and acknowledge it by %(day)s.") % words,
        address=item.get_absolute_url(),
    )


def corrected(item: Item, deliveries: Iterable[Delivery]) -> None:
    """Everybody who holds an item learns that its words have changed."""
    for delivery in deliveries:
        words = {"name": item.inspectorate.short_name, "day": date_format(delivery.acknowledge_by, "l j F Y")}
        tell_of_casework(
            holders(delivery),
            _("%(name)s has corrected something that it shared with you") % words,
            _("Sign in to read what was wrong and what stands now, and acknowledge it by %(day)s.") % words,
            address=item.get_absolute_url(),
        )


def withdrawn(item: Item, deliveries: Iterable[Delivery]) -> None:
    """Everybody who holds an item learns that it is withdrawn."""
    for delivery in deliveries:
        words = {"name": item.inspectorate.short_name}
        tell_of_casework(
            holders(delivery),
            _("%(name)s has withdrawn something that it shared with you") % words,
            _("Do not rely on it any more. Sign in to read why, and acknowledge that you have seen it."),
            address=item.get_absolute_url(),
        )


def unheard(thing: Item | Letter, inspectorate: Inspectorate) -> None:
    """A sender's office learns that something is late at an inspectorate at which nobody can be told of it."""
    name = {"name": inspectorate.short_name}
    if isinstance(thing, Letter):
        subject = _("Nobody at %(name)s can be told of a letter that you sent") % name
        late = _("It was not acknowledged in time, and nobody there does casework on this service.")
    else:
        subject = _("Nobody at %(name)s can be told of something that you shared") % name
        late = _("It was not acknowledged or decided in time, and nobody there does casework on this service.")
    tell_of_casework(
        office_people(thing.inspectorate),
        subject,
        late + " " + _("Speak to them, or ask for people of theirs to be added."),
        address=thing.get_absolute_url(),
    )


def late(inspectorate: Inspectorate, number: int) -> None:
    """A programme office learns that a day has passed."""
    tell_of_casework(
        office_people(inspectorate),
        _("Something that was shared with your inspectorate is late"),
        ngettext(
            "%(count)d item was not acknowledged or decided in time. Sign in to see it.",
            "%(count)d items were not acknowledged or decided in time. Sign in to see them.",
            number,
        )
        % {"count": number},
        address=reverse("item_queue"),
    )


def letter_sent(letter: Letter) -> None:
    """The recipient's programme office learns of a letter; its subject stands on the page."""
    day = date_format(letter.acknowledge_by, "l j F Y") if letter.acknowledge_by else ""
    words = {"name": letter.inspectorate.short_name, "day": day}
    tell_of_casework(
        office_people(letter.recipient),
        _("%(name)s has sent you a letter") % words,
        _("%(name)s has sent your inspectorate a letter. Sign in to read it, and acknowledge it by %(day)s.") % words,
        address=letter.get_absolute_url(),
    )


def letters_late(inspectorate: Inspectorate, number: int) -> None:
    """A programme office learns that the day has passed by which a letter was to be acknowledged."""
    tell_of_casework(
        office_people(inspectorate),
        _("A letter to your inspectorate is late"),
        ngettext(
            "%(count)d letter was not acknowledged in time. Sign in to read it.",
            "%(count)d letters were not acknowledged in time. Sign in to read them.",
            number,
        )
        % {"count": number},
        address=f"{reverse('letters')}?state=waiting&way=received",
    )
