"""Requests for access as the desk shows them: those that wait, and what a trail calls them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from desk.tracing import ACCESS
from disclosure.models import AccessRequest
from disclosure.policies import governed_by


def references(viewer: User, streams: Iterable[str]) -> dict[str, str]:
    """“Access request SAR-1” by the names of the chains, of one's own inspectorate's; others are told by number. One query."""
    own = governed_by(viewer)
    numbers = [int(stream.removeprefix(ACCESS)) for stream in streams if stream.startswith(ACCESS)]
    if own is None or not numbers:
        return {}
    rows = AccessRequest.objects.filter(inspectorate=own, pk__in=numbers).only("reference")
    return {row.stream: _("Access request %(reference)s") % {"reference": row.reference} for row in rows}
