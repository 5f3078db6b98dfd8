"""What the pages of programmes and activities share: marking, banner and breadcrumbs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from jtai.forms import Form
from jtai.pages import MARKING, status_of
from programmes.models import Activity, Breach, Programme, Recommendation, Sharing, Standing


def frame(programme: Programme, here: str = "", *above: tuple[str, str]) -> dict[str, Any]:
    """Of a page of one programme. above: (text, address) between the programme and this page."""
    trail = [
        {"text": _("Programmes"), "href": reverse("programmes")},
        {"text": programme.short_name, "href": programme.get_absolute_url() if here else ""},
        *({"text": text, "href": href} for text, href in above),
    ]
    if here:
        trail.append({"text": here, "href": ""})
    return {"programme": programme, "marking": MARKING, "trail": trail, "here": here or programme.name, "caption": programme}


def title_of(activity: Activity) -> str:
    """“Focused visit: Fellmoor Council”."""
    return _("%(kind)s: %(subject)s") % {"kind": activity.kind, "subject": activity.agency or activity.local_area}


def framed(activity: Activity, here: str = "", *above: tuple[str, str]) -> dict[str, Any]:
    """Of a page of one activity, or of what lies below it."""
    title = title_of(activity)
    if not here:
        context = frame(activity.programme, title)
    else:
        context = frame(activity.programme, here, (title, activity.get_absolute_url()), *above)
    subject = activity.agency or activity.local_area
    invented = bool(subject and subject.demonstration)
    return {**context, "activity": activity, "demonstration": invented, "caption": title if here else activity.programme}


def below(found: Breach | Recommendation, here: str, *above: tuple[str, str]) -> dict[str, Any]:
    """Of a page of a breach or recommendation of an activity."""
    context = framed(found.activity, here, *above)
    return {**context, "demonstration": context["demonstration"] or found.agency.demonstration}


def read_by(activity: Activity) -> str:
    """Who reads what is typed about it besides the own inspectorate, and from when on: said where it is typed."""
    sharing = activity.programme.sharing
    if sharing == Sharing.OWN:
        return _("Only your own inspectorate reads this.")
    if sharing == Sharing.ALL:
        return _("The other inspectorates can read this as soon as you save it: they see everything of this programme.")
    if activity.standing == Standing.PUBLISHED:
        return _("The activity is published, so the other inspectorates can read this as soon as you save it.")
    return _("The other inspectorates can read this once the activity is published.")


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page with its form, and the status that the form's errors mean."""
    return render(request, f"programmes/{template}.html", {**context, "form": form, **more}, status=status_of(form))
