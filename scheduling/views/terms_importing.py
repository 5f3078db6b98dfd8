"""A table of school holidays: sent in, checked, and loaded after saying what it replaces."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from jtai import schoolyears, sheets
from jtai.errors import Invalid
from jtai.pages import attempt, sent
from programmes.forms.importing import CHECK
from scheduling import commands, policies, queries
from scheduling.forms import TermsImportForm, TermsLoadForm
from scheduling.importing import COLUMNS, MOST_BYTES, MOST_ROWS, Checked, as_table, check
from scheduling.importing.checking import said
from scheduling.models import ProgrammeYear
from scheduling.views.terms import frame, show
from scheduling.views.terms_editing import warn

SALT = "scheduling.school-holidays.faults"
FAULTS, CONFIRM = "faults", "confirm"
SHOWN = 100  # lines of a list on the page; the rest is counted, and faults can be saved


@require_http_methods(["GET", "HEAD", "POST"])
def school_holidays_import(request: SignedIn, year: int) -> HttpResponseBase:
    """What columns there are, and sending in a table; what is wrong with one as a file; loading one that was checked."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    what = request.POST.get("what", "")
    if what == FAULTS:
        return _save_faults(request)
    if what == CONFIRM:
        return _load(request, programme, TermsLoadForm(request.POST))
    files = request.FILES if request.method == "POST" else None
    form = TermsImportForm(sent(request), files, rows=MOST_ROWS, size=MOST_BYTES)
    checked = attempt(form, check, form.cleaned_data["document"].read(MOST_BYTES + 1)) if form.is_valid() else None
    if checked is None:
        return show(request, "import", frame(programme, _("Import school holidays")), form, columns=COLUMNS)
    name = str(form.cleaned_data["document"].name)
    if what == CHECK or checked.faults.count or checked.replaced:
        return _tell(request, programme, checked, name)
    return _load(request, programme, TermsLoadForm(_carried(checked, name)))


def _carried(checked: Checked, name: str) -> dict[str, str]:
    """A table without faults, to be sent again as it was read."""
    goes = [row for rows in checked.replaced.values() for row in rows]
    table = as_table((row.area.code, row) for row in checked.rows)
    return {"table": table, "name": name[:200] or _("Table"), "seen": queries.mark_of_terms(goes)}


def _load(request: SignedIn, programme: ProgrammeYear, form: TermsLoadForm) -> HttpResponse:
    if not form.is_valid():
        raise Invalid(_("The table did not arrive whole. Send it in again."))
    data, name = form.cleaned_data["table"].encode(), form.cleaned_data["name"]
    seen = form.cleaned_data["seen"]
    loaded = attempt(form, commands.load_school_holidays, programme, data=data, name=name, seen=seen, by=request.user)
    if loaded is None:
        return _tell(request, programme, check(data), name, form)
    messages.success(request, _loaded(loaded))
    warn(request, {area for area, _year in loaded.keys})
    return redirect("school_holidays", programme.year)


def _loaded(loaded: Checked) -> str:
    """What loading changed, and what stood so already."""
    same = len(loaded.same)
    count = len(loaded.keys) - same
    changed = ngettext(
        "The school holidays of %(count)d local area and school year are loaded.",
        "The school holidays of %(count)d local areas and school years are loaded.",
        count,
    ) % {"count": count}
    stood = ngettext(
        "Those of %(same)d local area and school year stood so already.",
        "Those of %(same)d local areas and school years stood so already.",
        same,
    ) % {"same": same}
    return " ".join(([changed] if count else [_("Nothing was changed.")]) + ([stood] if same else []))


def _tell(
    request: SignedIn, programme: ProgrammeYear, checked: Checked, name: str, refused: TermsLoadForm | None = None
) -> HttpResponse:
    """What is wrong with which line, or what the table would do."""
    faults, replaced = checked.faults.rows(), _replaced(checked)
    response = show(
        request,
        "checked",
        frame(programme, _("What the table says"), _import_page(programme)),
        refused,
        name=name,
        sheet=checked.sheet,
        facts=_facts(checked),
        faults=faults[:SHOWN],
        fault_count=checked.faults.count,
        signed=signing.dumps(faults, salt=SALT, compress=True) if faults else "",
        replaced=replaced[:SHOWN],
        more_replaced=len(replaced) - SHOWN,
        losing=any(one["lost"] for one in replaced),
        carried=None if checked.faults.count else TermsLoadForm(initial=_carried(checked, name)),
        nothing=not checked.replaced and not checked.new,
    )
    if checked.faults.count:
        response.status_code = 422
    return response


def _import_page(programme: ProgrammeYear) -> tuple[str, str]:
    return _("Import school holidays"), reverse("school_holidays_import", args=[programme.year])


def _replaced(checked: Checked) -> list[dict[str, Any]]:
    """How many holidays of each area and school year go and come, and which are lost; first those that lose something."""
    names, coming, lost = {row.area.pk: row.area.name for row in checked.rows}, checked.coming, checked.lost
    found = [
        {
            "area": names[area],
            "year": schoolyears.named(year),
            "goes": len(rows),
            "comes": len(coming[area, year]),
            "lost": [said(one) for one in lost[area, year]],
        }
        for (area, year), rows in checked.replaced.items()
    ]
    return sorted(found, key=lambda one: not one["lost"])


def _facts(checked: Checked) -> list[dict[str, Any]]:
    rows: dict[str, int] = {_("Holidays in the table"): len(checked.rows)}
    if checked.faults.count:
        rows[_("Faults")] = checked.faults.count
    else:
        rows[_("Local areas and school years that were not known")] = len(checked.new)
        rows[_("Local areas and school years that would be replaced")] = len(checked.replaced)
        rows[_("Recorded holidays that would be lost")] = sum(len(rows) for rows in checked.lost.values())
        rows[_("Recorded just so already")] = len(checked.same)
    return [{"key": key, "value": f"{value:,}"} for key, value in rows.items()]


def _save_faults(request: SignedIn) -> HttpResponseBase:
    """What is wrong with which line, as a table. It is what this page said, and nothing else."""
    try:
        faults = signing.loads(request.POST.get("faults", ""), salt=SALT, max_age=86_400)
    except signing.BadSignature as error:
        raise Invalid(_("This list of faults is too old, or did not arrive whole. Send the table in again.")) from error
    rows = ([fault["line"] or "", fault["column"], fault["what"]] for fault in faults)
    return sheets.download("school-holidays-faults", [_("Line"), _("Column"), _("What is wrong")], rows)
