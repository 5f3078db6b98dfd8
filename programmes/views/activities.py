"""An activity: recorded, changed, and one page for all of it."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from agencies.models import Agency
from audit.queries import key_of
from jtai.pages import attempt, cleaned, page_of, sent
from programmes import commands, forms, policies, queries
from programmes.models import Activity, Programme, Standing
from programmes.views.page import frame, framed, show

CODE = re.compile(r"[A-Za-z0-9_-]{1,80}")
LEFT = ("outcome", "effect", "focus", "focus_words", "timing_reason")


@require_http_methods(["GET", "HEAD", "POST"])
def activity_add(request: SignedIn, code: str) -> HttpResponse:
    """First whose activity it is, then the activity."""
    found = queries.programme_for(request.user, code)
    policies.can_record.check(request.user, found)
    subject = request.GET.get("subject", "")
    return _add(request, found, subject) if CODE.fullmatch(subject) else _choose(request, found)


def _choose(request: SignedIn, found: Programme) -> HttpResponse:
    search = forms.SubjectSearch(request.GET)
    text = cleaned(search).get("text", "")
    page, query = page_of(request, queries.subjects_of(found, text=text))
    context = frame(found, _("Whose activity is it?"))
    return show(
        request, "activity_choose", context, search=search, page=page, query=query, narrowed=bool(text),
        demonstration=any(row.demonstration for row in page.object_list), demonstration_among=True,
    )  # fmt: skip


def _add(request: SignedIn, found: Programme, code: str) -> HttpResponse:
    subject = queries.subject_for(found, code)
    timed = queries.timed_kinds(found)
    kinds = list(queries.kinds_of(found))
    asked = next((kind.pk for kind in kinds if kind.code == request.GET.get("kind")), None)
    initial = {"client_id": uuid4(), "standing": "planned", **({"kind": asked} if asked else {})}
    form = forms.ActivityForm(sent(request), kinds=kinds, timed=timed, initial=initial)
    if form.is_valid():
        whose: dict[str, Any] = {"agency" if isinstance(subject, Agency) else "local_area": subject}
        added = attempt(form, commands.record_activity, found, **whose, **form.cleaned_data, alone=True, by=request.user)
        if added:
            messages.success(request, _("The activity was recorded."))
            return redirect(added)
    context = frame(found, _("Record an activity"), (_("Whose activity is it?"), reverse("activity_add", args=[found.code])))
    beside = queries.beside(request.user, found, subject) if timed else []
    more = {"subject": subject, "beside": beside, "demonstration": subject.demonstration, "activity": None}
    return show(request, "activity_form", context, form, **more)


@require_safe
def activity(request: SignedIn, pk: int) -> HttpResponse:
    """What it is, what it showed, what is followed, and what can be done with it."""
    found = queries.activity_for(request.user, pk)
    inside = policies.can_see_inside(request.user, found)
    adds = inside and policies.can_say_what_it_showed(request.user, found)
    return show(
        request,
        "activity",
        framed(found),
        facts=_facts(found),
        inside=inside,
        seen=queries.named_again(request.user, found.timing_seen) if inside else [],
        waiting=queries.waiting_beside(found.text) if inside else [],
        checks=queries.check_items_of(request.user, found) if inside else [],
        actions=_actions(request, found) if inside else [],
        rests_on=list(queries.shared_items_used_in(request.user, found)),
        adds=adds,
        follows_breaches=policies.follows_breaches(found.programme) or bool(found.breaches.all()),
        adds_breaches=adds and policies.can_record_breach(request.user, found),
    )


def _facts(found: Activity) -> list[dict[str, Any]]:
    when = _("%(first)s to %(last)s") % {"first": _day(found.starts_on), "last": _day(found.ends_on)}
    rows = [
        (_("Programme"), _whose(found.programme)),
        (_("When"), when if found.starts_on != found.ends_on else _day(found.starts_on)),
        (_("Reference"), found.reference),
        (_("Focus"), f"{found.get_focus_display()}: {found.focus_words}" if found.focus else ""),
        (_("Outcome"), found.outcome),
        (_("Published on"), _day(found.published_on) if found.published_on else ""),
        (_("Why it was cancelled"), found.cancelled_why),
    ]
    status = {"key": _("Status"), "value": found.get_standing_display(), "status": found.standing}
    subject = found.agency or found.local_area
    page = reverse("agency" if found.agency else "local_area", args=[subject.code]) if subject else ""
    of = {"key": _("Of"), "value": str(subject), "href": page}
    return [status, of, *({"key": key, "value": value} for key, value in rows if value)]


def _whose(programme: Programme) -> str:
    """Its name, with its inspectorate unless the name says it."""
    name, whose = programme.name, programme.inspectorate.short_name
    return name if whose in name else _("%(name)s, %(whose)s") % {"name": name, "whose": programme.inspectorate}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _actions(request: SignedIn, found: Activity) -> list[dict[str, str]]:
    """The buttons, each with the reason when it is not open; those of another time of its life are left out."""
    user, args = request.user, [found.pk]
    edit = policies.can_edit_activity.why_not(user, found)
    shown = policies.can_say_what_it_showed.why_not(user, found)
    table = {
        "edit": (_("Change the activity"), edit),
        "done": (_("Mark as done"), policies.can_mark_done.why_not(user, found)),
        "judgements": (_("Record judgements"), policies.can_judge.why_not(user, found)),
        "report": (_("Replace or remove the report") if found.report_id else _("Attach the report"), shown),
        "publish": (_("Mark as published"), policies.can_publish_activity.why_not(user, found)),
        "cancel": (_("Cancel the activity"), policies.can_cancel_activity.why_not(user, found)),
        "take_back": (_back(found), policies.can_take_back.why_not(user, found)),
    }
    wanted = {
        Standing.PLANNED: ("edit", "done", "cancel"),
        Standing.DONE: ("edit", "judgements", "report", "publish", "take_back"),
        Standing.PUBLISHED: ("edit", "judgements", "report", "take_back"),
        Standing.CANCELLED: ("take_back",),
    }[Standing(found.standing)]
    names = [name for name in wanted if name != "judgements" or found.kind.judges]
    told = [] if found.standing in {Standing.PLANNED, Standing.CANCELLED} else [_share(found)]
    return told + [
        {"name": name, "text": table[name][0], "why": table[name][1], "href": reverse(f"activity_{name}", args=args),
         "kind": "secondary"}
        for name in names
    ]  # fmt: skip


def _share(found: Activity) -> dict[str, str]:
    """What it showed can be told to the other inspectorates, with where it was learned."""
    whose = found.agency or found.local_area
    where = {"agency" if found.agency else "local_area": whose.code} if whose else {}
    address = f"{reverse('item_add')}?{urlencode({**where, 'source': key_of(found)})}"
    return {"name": "share", "text": _("Share a concern or practice"), "why": "", "href": address, "kind": "secondary"}


def _back(found: Activity) -> str:
    return {
        Standing.CANCELLED.value: _("Undo the cancellation"),
        Standing.PUBLISHED.value: _("Undo the publication"),
    }.get(found.standing, _("It has not taken place after all"))


@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change it. When somebody else was quicker, both versions are kept and shown side by side."""
    found = queries.activity_for(request.user, pk)
    policies.can_see_inside.check(request.user, found)
    if request.method != "POST":
        policies.can_edit_activity.check(request.user, found)
    timed = queries.timed_kinds(found.programme)
    stands = {name: getattr(found, name) for name in ("starts_on", "ends_on", "reference", *LEFT)}
    initial = {**stands, "base": found.text.version, "kind": found.kind_id, "words": found.text.body}
    form = forms.ActivityForm(
        sent(request), kinds=list(queries.kinds_of(found.programme)), timed=timed, standing=found.standing, initial=initial
    )
    if form.is_valid():
        left = {name: initial[name] for name in (*LEFT, "words") if name not in form.fields}
        saved = attempt(form, commands.edit_activity, found, **left, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("activity_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The activity was saved."))
            return redirect("activity", pk)
    subject = found.agency or found.local_area
    beside = queries.beside(request.user, found.programme, subject, apart=found.pk) if timed and subject is not None else []
    return show(request, "activity_form", framed(found, _("Change the activity")), form, beside=beside, subject=subject)
