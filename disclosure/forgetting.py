"""What goes of a closed request when its time is over: it holds names, and copies of words that are removed elsewhere."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from disclosure.models import AccessRequest
from disclosure.queries import kept_of
from files.commands import forget
from retention.models import Removal
from retention.removing import Digest, erase_words
from retention.table import Policy


def requests_due(policy: Policy, today: date) -> QuerySet[AccessRequest]:
    """Those that were closed so long ago and are still whole."""
    done = Removal.objects.filter(policy=policy.code).values_list("key", flat=True)
    keys = [int(key.rpartition(":")[2]) for key in done]
    return AccessRequest.objects.filter(closed_on__lte=policy.before(today)).exclude(pk__in=keys).order_by("pk")


def held_with(request: AccessRequest) -> list[str]:
    """The keys of what something was disclosed of: while one is on hold, so are its copies here."""
    return kept_of(request)


def empty(request: AccessRequest, digest: Digest, policy: str) -> None:
    """Takes what was asked, the names, the searches, the passages and the files. Dates, outcome and numbers stay."""
    digest.add(request, f"{request.reference}\n{request.about}\n{request.third_parties}\n{request.extended_because}")
    for chosen in request.chosen.prefetch_related("redactions"):
        digest.add(chosen, "\n".join(row.passage for row in chosen.redactions.all()))
        chosen.delete()
    request.searches.all().delete()
    for made in request.exports.exclude(file=None).select_related("file", "index"):
        files = [file for file in (made.file, made.index) if file is not None]
        made.file = made.index = None
        made.save(update_fields=["file", "index"])
        for file in files:
            digest.add(made, file.sha256)
            forget(file)
    request.about, request.extended_because = _("Removed under the retention policy."), ""
    request.reference, request.third_parties, request.third_parties_by = f"removed-{request.pk}", "", None
    request.save(update_fields=["about", "reference", "third_parties", "third_parties_by", "extended_because"])
    erase_words(request.stream, policy, digest)
