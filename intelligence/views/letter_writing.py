"""Writing a letter, sending it, acknowledging it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from agencies.models import Inspectorate, LocalArea
from intelligence import commands, forms, policies, queries
from intelligence.commands import letter_about
from intelligence.models import Letter
from intelligence.views.letters import above_letters, letter_frame
from intelligence.views.page import show
from jtai.forms.rows import as_key
from jtai.pages import attempt, done, sent


@require_http_methods(["GET", "HEAD", "POST"])
def letter_add(request: SignedIn) -> HttpResponse:
    """Choose to whom and about which local area (GET), then write."""
    policies.can_write_letter.check(request.user)
    among = queries.other_inspectorates(request.user)
    asked = request.GET if {"recipient", "asked"} & request.GET.keys() else None
    choice = forms.AddresseeForm(asked, among=among, initial=request.GET.dict())
    if not choice.is_valid():
        return show(request, "letter_to", above_letters(_("Write a letter")), choice)
    item, area = as_key(choice.cleaned_data["item"]), choice.area()
    untold = queries.why_not_cited(queries.office_to_write_for(request.user), choice.to(), item) if item else ""
    initial = {"client_id": uuid4(), "recipient": choice.to(), "items": [item] if item and not untold else []}
    form, more = _form(request, choice.to(), area, initial)
    if form.is_valid():
        added = attempt(form, commands.add_letter, local_area=area, **_fields(form, "base"), by=request.user)
        if added:
            messages.success(request, _("The draft was saved. Nobody outside your inspectorate has it until you send it."))
            return redirect(added)
    context = {"demonstration": area is not None and area.demonstration, "caption": area.name if area else ""}
    return show(request, "letter_form", {**above_letters(_("Write a letter")), **context}, form, more=more, untold=untold)


def _form(
    request: SignedIn, recipient: Inspectorate, area: LocalArea | None, initial: dict[str, Any]
) -> tuple[forms.LetterForm, bool]:
    """The form, and whether there are more items than it offers: those of the inspectorate that was selected, once one was."""
    office, among = queries.office_to_write_for(request.user), queries.other_inspectorates(request.user)
    selected = as_key(request.POST.get("recipient"))
    recipient = next((row for row in among if row.pk == selected), recipient)
    offered, more = queries.items_to_cite(office, recipient, area, initial["items"])
    form = forms.LetterForm(
        sent(request),
        among=among,
        to=recipient,
        area=area,
        offered=offered,
        find=lambda keys: queries.items_held(office, list(keys or ())),
        initial=initial,
    )
    return form, more


def _fields(form: forms.LetterForm, *but: str) -> dict[str, Any]:
    """As the commands take them."""
    words = {name: value for name, value in form.cleaned_data.items() if name not in but}
    own: dict[str, Any] = {name: words.pop(name) for name in ("text", "base", "client_id") if name in words}
    return {**own, "about": letter_about(**words)}


def _initial(letter: Letter) -> dict[str, Any]:
    names = ("recipient", "subject", "signs_name", "signs_role")
    return {
        "base": letter.text.version,
        "text": letter.text.body,
        "agencies": list(letter.agencies.all()),
        "items": [item.pk for item in queries.cited_items(letter)],
        **{name: getattr(letter, name) for name in names},
    }


@require_http_methods(["GET", "HEAD", "POST"])
def letter_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a draft. When somebody else was quicker, both texts are kept and shown side by side."""
    found = queries.written_letter_for(request.user, pk)
    if request.method != "POST":
        policies.can_change_letter.check(request.user, found)
    form, more = _form(request, found.recipient, found.local_area, _initial(found))
    if form.is_valid():
        saved = attempt(form, commands.edit_letter, found, **_fields(form, "client_id"), by=request.user)
        if saved and saved.kept:
            return redirect("letter_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The draft was saved."))
            return redirect(found)
    return show(request, "letter_form", letter_frame(found, _("Change the draft")), form, more=more)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_discard(request: SignedIn, pk: int) -> HttpResponse:
    """Asks first; then the draft is gone."""
    found = queries.written_letter_for(request.user, pk)
    policies.can_change_letter.check(request.user, found)
    if request.method == "POST":
        commands.discard_letter(found, by=request.user)
        messages.success(request, _("The draft was discarded."))
        return redirect("letters")
    return show(request, "letter_discard", letter_frame(found, _("Discard the draft")))


@require_http_methods(["GET", "HEAD", "POST"])
def letter_send(request: SignedIn, pk: int) -> HttpResponse:
    """Check the words, say how they are to be handled, send."""
    found = queries.written_letter_for(request.user, pk)
    if request.method != "POST":
        policies.can_send_letter.check(request.user, found)
    form = forms.SendLetterForm(sent(request), initial={"version": found.text.version})
    if form.is_valid() and done(form, commands.send_letter, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The letter was sent. You see here when it is acknowledged."))
        return redirect(found)
    if form.is_bound:
        found = queries.written_letter_for(request.user, pk)
        form.renew(version=found.text.version)
    shown = queries.letter_shown(found)
    stops = {"waiting": list(queries.waiting_beside(found.text)), "unprintable": queries.unprintable(found)}
    frame = letter_frame(found, _("Check and send"), invented=shown.demonstration)
    return show(request, "letter_send", frame, form, shown=shown, **stops)


@require_POST
def letter_acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    """The letter was read."""
    found = queries.letter_for(request.user, pk)
    commands.acknowledge_letter(found, by=request.user)
    messages.success(request, _("The letter is acknowledged for your inspectorate."))
    return redirect(found)
