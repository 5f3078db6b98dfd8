"""What was sent after a sign-in had ended is kept for its person, and forgotten once it has arrived."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import KeptSending, User
from accounts.queries import digest_of_cookie
from accounts.sealing import Fields, seal

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 20


@transaction.atomic
def keep_sending(user: User, *, path: str, fields: Fields, cookie: str) -> KeptSending:
    """Keep what this person's form sent. cookie: of their browser, with which alone it can be read again."""
    now = timezone.now()
    KeptSending.objects.filter(expires_at__lte=now).delete()
    old = KeptSending.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[MOST_KEPT - 1 :]
    KeptSending.objects.filter(pk__in=list(old)).delete()
    return KeptSending.objects.create(
        user=user, path=path, sealed=seal(fields, cookie), cookie_digest=digest_of_cookie(cookie), expires_at=now + KEPT_FOR
    )


@transaction.atomic
def forget_kept(pk: int, *, cookie: str, by: User) -> int:
    """What this browser kept has arrived, or is not wanted any more. Returns how many are left for them."""
    rows = KeptSending.objects.filter(user=by, cookie_digest=digest_of_cookie(cookie))
    rows.filter(pk=pk).delete()
    return rows.count()
