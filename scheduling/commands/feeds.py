"""The link to somebody's own calendar: made, replaced, revoked, read. The only writers of its row."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.opening import new_secret
from accounts.streams import stream_of
from agencies.policies import APART_FROM_CASEWORK
from audit import trail
from jtai.errors import Changed
from scheduling import policies
from scheduling.models import CalendarFeed


@transaction.atomic
def make_feed(*, instead_of: str | None = None, by: User) -> tuple[CalendarFeed, str]:
    """A new link, and its secret, which nobody can read again. The former one opens nothing from now on.

    instead_of: the key of the link that the person saw and wants replaced, empty for none; None: whichever there is. Raises
    Changed where another stands by now: a page that is sent a second time must not end the link that the first sending made.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    policies.can_have_feed.check(by)
    standing = CalendarFeed.objects.filter(user=by, revoked_at=None)
    if instead_of is not None and instead_of != ",".join(str(key) for key in standing.values_list("pk", flat=True)):
        raise Changed(_("Your link was made already, and shown once. If you have not copied it, replace it."))
    secret, digest = new_secret()
    replaced = standing.update(revoked_at=timezone.now())
    feed = CalendarFeed.objects.create(user=by, digest=digest)
    trail.record("calendar_feed.make", feed, stream=stream_of(by), by=by, replaced=replaced)
    return feed, secret


@transaction.atomic
def revoke_feed(*, by: User) -> bool:
    """One's own link opens nothing from now on. Out: whether there was one."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return _end(by, by)


def end_feed(user: User, by: User) -> None:
    """Who leaves takes no calendar along; inside the caller's transaction."""
    _end(user, by)


def end_feed_apart(user: User, kind: str, by: User) -> None:
    """Nor does who takes up a role that keeps them from casework; inside the caller's transaction."""
    if kind in APART_FROM_CASEWORK:
        _end(user, by)


def end_feed_with_sign_ins(user: User) -> None:
    """An account that was lost may have been somebody else's for a while; inside the caller's transaction."""
    _end(user, None)


def _end(user: User, by: User | None) -> bool:
    feed = CalendarFeed.objects.select_for_update(no_key=True).filter(user=user, revoked_at=None).first()
    if feed is None:
        return False
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    trail.record("calendar_feed.revoke", feed, stream=stream_of(user), by=by)
    return True


def note_feed_read(feed: CalendarFeed) -> None:
    """When a program last read it. What it read stands in the trail of reads."""
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())
