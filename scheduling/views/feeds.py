"""One's own calendar: the page about its link, and the calendar itself, which a program reads without signing in."""

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.proof import confirm_first
from accounts.requests import SignedIn
from audit.queries import key_of
from audit.reads import note_several
from jtai.pages import attempt, sent, status_of
from scheduling import commands, ical, policies, queries
from scheduling.forms import FeedForm


@require_safe
def calendar_feed(request: SignedIn) -> HttpResponse:
    """What it is, whether one has a link and when it was last read, how to use it and what to know before."""
    policies.can_have_feed.check(request.user)
    context = {"feed": queries.feed_of(request.user), "leads": queries.leads_year(request.user), "trail": _trail()}
    return render(request, "scheduling/calendar_feed.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed_make(request: SignedIn) -> HttpResponse:
    """Makes the link, or one in its place. The secret stands in the answer to this one request and nowhere else.

    So there is no page to lead to that could show it: the same form sent again, as by reloading that answer, makes none.
    """
    policies.can_have_feed.check(request.user)
    confirm_first(request)
    feed = queries.feed_of(request.user)
    standing = "" if feed is None else feed.pk
    form = FeedForm(sent(request), initial={"instead_of": standing})
    made = attempt(form, commands.make_feed, **form.cleaned_data, by=request.user) if form.is_valid() else None
    if made is not None:
        address = f"{settings.PUBLIC_ADDRESS}{reverse('calendar_file', args=[made[1]])}"
        shown = {"address": address, "web": f"webcal://{address.partition('://')[2]}", "trail": _trail(_("Your new link"))}
        return render(request, "scheduling/calendar_feed_made.html", shown)
    form.renew(instead_of=standing)
    context = {"feed": feed, "form": form, "trail": _trail(_("Make the link"))}
    return render(request, "scheduling/calendar_feed_make.html", context, status=status_of(form))


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
def calendar_file(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar of whoever made this link. What it shows is written down as read by them, before it leaves.

    A program that has these very bytes and says so is told no more (304); browsers and proxies keep none. By no date: what left
    the calendar leaves no younger one behind.
    """
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
    response["ETag"] = f'"{sha256(found).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
