"""What every page's frame shows: the bar under the header and the links in the footer."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import proof
from accounts.models import User
from agencies.models import RoleKind
from agencies.policies import does_casework
from agencies.queries import has_role, manages_people, membership_of
from intelligence.policies import can_look

Link = dict[str, object]


@cache
def _address(name: str) -> str:
    return reverse(name)


@cache
def _dialog(language: str | None) -> str:
    """The warning before a session ends; the same on all pages, so it is rendered once."""
    del language
    return render_to_string("accounts/_timeout.html", {"warning": settings.SESSION_WARNING_SECONDS})


def _links_of(user: User) -> list[tuple[str, str]]:
    """(address name, text) of what this person can open."""
    membership = membership_of(user)
    links = [("home", _("Home"))]
    if membership is not None and membership.inspectorate is not None:
        links.append(("inspections", _("Inspections")))
        if does_casework(user):
            links.append(("programmes", _("Programmes")))
        if can_look(user):
            links.append(("items", _("Shared")))
        if has_role(user, RoleKind.PROGRAMME_LEAD):
            links.append(("programme_years", _("Programme years")))
        if has_role(user, RoleKind.INFORMATION_GOVERNANCE):
            links += [("access_requests", _("Access requests")), ("retention", _("Retention"))]
    if manages_people(user):
        links.append(("people", _("People")))
    return [*links, ("local_areas", _("Local areas")), ("published_reports", _("Published reports"))]


def _link(request: HttpRequest, name: str, text: str) -> Link:
    address = _address(name)
    current = request.path == address or (name != "home" and request.path.startswith(address))
    return {"text": text, "href": address, "current": current}


def navigation(request: HttpRequest) -> dict[str, object]:
    """The links of this person, the present one marked; signing out is a form."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        # Before a second factor is set up nothing but signing out opens.
        links = [] if getattr(request, "only_sign_out", False) else _links_of(user)
    else:
        links = [("published_reports", _("Published reports")), ("sign_in", _("Sign in"))]
    bar = [_link(request, name, text) for name, text in links]
    footer = [
        {"text": _("Accessibility"), "href": _address("accessibility")},
        {"text": _("Privacy"), "href": _address("privacy")},
    ]
    context: dict[str, object] = {"navigation": bar, "footer_links": footer}
    if isinstance(user, User):
        signing_out: Link = {"text": _("Sign out"), "href": _address("sign_out"), "post": True}
        context["account_links"] = [_link(request, "account", _("Account")), signing_out]
        context["demonstration_person"] = user.demonstration
        context |= {"session_seconds": proof.seconds_left(request.session), "session_dialog": _dialog(get_language())}
    return context
