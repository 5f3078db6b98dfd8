"""Writing an item before it is sent: its words, its files."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from agencies.models import Agency, LocalArea
from agencies.queries import agency_for
from files.each import keep_each
from files.forms import FilesForm
from files.response import respond
from intelligence import commands, forms, naming, policies, queries
from intelligence.commands import about_of
from intelligence.models import Attachment, Item, Source
from intelligence.views.page import above, frame, show
from jtai.pages import attempt, done, sent

LOOK = "look"  # the button that only looks for similar items


@require_http_methods(["GET", "HEAD", "POST"])
def item_add(request: SignedIn) -> HttpResponse:
    """Choose the local area (GET), then write."""
    policies.can_write.check(request.user)
    source, agency, among = request.GET.get("source", ""), *_of_agency(request.GET.get("agency", ""))
    choice = _choice(request, among)
    if not choice.is_valid():
        return show(request, "area", above(_("Share something")), choice, agency=agency, source=_source(request, source))
    area = choice.area()
    initial: dict[str, Any] = {"client_id": uuid4(), "source": source, "source_kind": Source.PROGRAMME if source else ""}
    initial["agencies"] = [agency] if agency and area in among else []
    form = forms.ItemForm(sent(request), area=area, source=_source(request, source), initial=initial)
    if LOOK not in request.POST and form.is_valid():
        added = attempt(form, commands.add_item, local_area=area, **_fields(form, "base"), by=request.user)
        if added:
            messages.success(request, _("The draft was saved. Until it is sent, only you and your programme leads can see it."))
            return redirect(added)
    frame_ = {**above(_("Share something")), "demonstration": area.demonstration, "area": area, "caption": area.name}
    return _form(request, form, frame_, area, None)


def _of_agency(code: str) -> tuple[Agency | None, list[LocalArea]]:
    """The agency that it is about, where one came from its page or from an activity, with the local areas that it serves."""
    if not code:
        return None, []
    agency = agency_for(code)
    return agency, [row.local_area for row in agency.partnerships.all()]


def _choice(request: SignedIn, among: list[LocalArea]) -> forms.AreaForm:
    """Of one area nobody is asked which."""
    asked = request.GET.copy()
    if len(among) == 1:
        asked.setdefault("local_area", among[0].code)
    known = {name: asked.get(name, "") for name in ("source", "agency")}
    return forms.AreaForm(asked if "local_area" in asked else None, among=among, initial=known)


def _source(request: SignedIn, key: str) -> str:
    """What it was learned from in words, where the key of something comes with the form."""
    key = request.POST.get("source", key)
    return naming.words_of(request.user, [key])[key].words if key else ""


def _fields(form: forms.ItemForm, *but: str) -> dict[str, Any]:
    """As the commands take them."""
    sent_ = {name: value for name, value in form.cleaned_data.items() if name not in but}
    own: dict[str, Any] = {name: sent_.pop(name) for name in ("text", "base", "client_id") if name in sent_}
    return {**own, "about": about_of(**sent_)}


def _form(request: SignedIn, form: forms.ItemForm, context: dict[str, Any], area: LocalArea, item: Item | None) -> HttpResponse:
    """The form, and what is alike where somebody looked for that."""
    looked = LOOK in request.POST
    alike = queries.similar(request.user, area, request.POST.get("text", ""), but=item) if looked else []
    if looked:
        # To look is not to save: nothing is missing yet.
        form = forms.ItemForm(None, area=area, source=_source(request, ""), initial=_typed(request))
    learned = _source(request, str(form["source"].value() or ""))
    return show(request, "item_form", context, form, alike=alike, looked=looked, found=item, learned=learned)


def _typed(request: SignedIn) -> dict[str, Any]:
    typed: dict[str, Any] = request.POST.dict()
    return {**typed, "agencies": request.POST.getlist("agencies")}


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a draft. When somebody else was quicker, both texts are kept and shown side by side."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_change.check(request.user, found)
    names = ("kind", "strand", "topic", "source", "source_kind", "source_words", "urgent")
    initial = {
        "base": found.text.version,
        "text": found.text.body,
        "agencies": list(found.agencies.all()),
        **{name: getattr(found, name) for name in names},
    }
    form = forms.ItemForm(sent(request), area=found.local_area, source=_source(request, found.source), initial=initial)
    if LOOK not in request.POST and form.is_valid():
        saved = attempt(form, commands.edit_item, found, **_fields(form, "client_id"), by=request.user)
        if saved and saved.kept:
            return redirect("item_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The draft was saved."))
            return redirect(found)
    return _form(request, form, {**frame(found, _("Change the draft")), "area": found.local_area}, found.local_area, found)


@require_http_methods(["GET", "HEAD", "POST"])
def item_discard(request: SignedIn, pk: int) -> HttpResponse:
    """Asks first; then the draft is gone."""
    found = queries.item_for(request.user, pk)
    policies.can_change.check(request.user, found)
    if request.method == "POST":
        commands.discard_item(found, by=request.user)
        messages.success(request, _("The draft was discarded."))
        return redirect("items")
    return show(request, "discard", frame(found, _("Discard the draft")))


@require_http_methods(["GET", "HEAD", "POST"])
def item_file_add(request: SignedIn, pk: int) -> HttpResponse:
    """Put files to a draft, and see those that are there."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_change.check(request.user, found)
    form = FilesForm(sent(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():

        def keep(data: bytes, name: str) -> object:
            return commands.add_attachment(found, data=data, name=name, by=request.user)

        if keep_each(form, request, keep):
            return redirect("item_file_add", pk)
    return show(request, "files", frame(found, _("Files")), form, rows=list(queries.attachments_of(request.user, found)))


@require_http_methods(["GET", "HEAD", "POST"])
def item_file_remove(request: SignedIn, pk: int, file: int) -> HttpResponse:
    """Asks first; then the file is gone. Out of what was sent it is taken with a reason."""
    found = queries.item_for(request.user, pk)
    row = queries.attachment_for(request.user, found, file)
    if found.sent_at is not None:
        return _take_back(request, found, row)
    policies.can_change.check(request.user, found)
    if request.method == "POST":
        commands.remove_attachment(row, by=request.user)
        messages.success(request, _("“%(name)s” was removed.") % {"name": row.name})
        return redirect("item_file_add", pk)
    return show(request, "file_remove", frame(found, _("Remove a file")), row=row)


def _take_back(request: SignedIn, found: Item, row: Attachment) -> HttpResponse:
    if request.method != "POST":
        policies.can_correct.check(request.user, found)
    form = forms.TakeBackForm(sent(request))
    if form.is_valid() and done(form, commands.take_back_attachment, row, **form.cleaned_data, by=request.user):
        messages.success(request, _("The file was removed. Everybody who has this is asked to read it again."))
        return redirect(found)
    return show(request, "file_take_back", frame(found, _("Remove a file")), form, row=row)


@require_safe
def item_file(request: SignedIn, pk: int, file: int) -> HttpResponseBase:
    """The file, for those who have the item."""
    row = queries.attachment_for(request.user, queries.item_for(request.user, pk), file)
    return respond(row.file, filename=row.name)
