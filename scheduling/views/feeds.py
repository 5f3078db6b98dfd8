"""One's own calendar: the page about its link, and the calendar itself, which a program reads without signing in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.proof import confirm_first
from accounts.requests import SignedIn
from audit.queries import key_of
from audit.reads import note_several
from scheduling import commands, ical, policies, queries


@require_safe
def calendar_feed(request: SignedIn) -> HttpResponse:
    """What it is, whether one has a link and when it was last read, how to use it and what to know before."""
    policies.can_have_feed.check(request.user)
    context = {"feed": queries.feed_of(request.user), "leads": queries.leads_year(request.user), "trail": _trail()}
    return render(request, "scheduling/calendar_feed.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed_make(request: SignedIn) -> HttpResponse:
    """Makes the link, or one in its place. The secret stands in the answer to this one request and nowhere else."""
    policies.can_have_feed.check(request.user)
    confirm_first(request)
    if request.method == "POST":
        _feed, secret = commands.make_feed(by=request.user)
        address = f"{settings.PUBLIC_ADDRESS}{reverse('calendar_file', args=[secret])}"
        made = {"address": address, "web": f"webcal://{address.partition('://')[2]}", "trail": _trail(_("Your new link"))}
        return render(request, "scheduling/calendar_feed_made.html", made)
    context = {"feed": queries.feed_of(request.user), "trail": _trail(_("Make the link"))}
    return render(request, "scheduling/calendar_feed_make.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed_revoke(request: SignedIn) -> HttpResponse:
    """Asks before the link ends, and ends it."""
    policies.can_have_feed.check(request.user)
    if request.method == "POST":
        commands.revoke_feed(by=request.user)
        messages.success(request, _("The link to your calendar was revoked. It opens nothing any more."))
        return redirect("calendar_feed")
    context = {"feed": queries.feed_of(request.user), "trail": _trail(_("Revoke the link"))}
    return render(request, "scheduling/calendar_feed_revoke.html", context)


def _trail(here: str = "") -> list[dict[str, str]]:
    above = [
        {"text": _("Your account"), "href": reverse("account")},
        {"text": _("Your calendar"), "href": reverse("calendar_feed") if here else ""},
    ]
    return [*above, {"text": here, "href": ""}] if here else above


@login_not_required
@require_safe
def calendar_file(_request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever made this link. What it shows is written down as read by them, before it leaves."""
    feed = queries.feed_by(secret)
    if feed is None:
        raise Http404
    inspections = queries.inspections_in_feed(feed.user)
    note_several(key_of(feed.user), [row.stream for row in inspections], "calendar_file")
    commands.note_feed_read(feed)
    found = ical.written(_("Joint inspections"), queries.entries(feed.user, inspections))
    response = HttpResponse(found, content_type=ical.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="joint-inspections.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
