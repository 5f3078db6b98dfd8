"""Breaches and recommendations in other words: each save a version, a stale one kept beside, and two of them settled."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from audit.trail import record
from jtai.errors import Invalid
from programmes import policies
from programmes.commands.following import addressee_of, check_body, check_breach, check_recommendation, check_remit
from programmes.commands.keeping import locked_breach, locked_recommendation, versioned
from programmes.commands.settling import MERGED, MINE, check_choice
from programmes.models import Breach, Recommendation
from writing.commands import Saved, rewrite, settle
from writing.models import Revision
from writing.queries import brought

REASON = "reason"
BESIDE: dict[type, tuple[str, ...]] = {
    Breach: ("agency_id", "standard", "found_on", "address_by"),
    Recommendation: ("agency_id", "addressee", "due_on"),
}
Row = Breach | Recommendation


@transaction.atomic
def edit_breach(
    breach: Breach,
    *,
    base: int,
    agency: Agency,
    standard: str,
    words: str,
    found_on: date,
    address_by: date,
    reason: str = "",
    by: User,
) -> Saved:
    """Save what started from version `base`; a stale save is kept beside with all its fields. reason: once it was acted on."""
    breach = locked_breach(breach)
    policies.can_reword.check(by, breach, reason)
    if agency.pk != breach.agency_id:
        check_remit(breach.activity, agency)
    made = {"agency_id": agency.pk, "standard": standard.strip(), "found_on": found_on, "address_by": address_by}
    words = check_breach(breach.activity, made, words)
    acted = breach.addressed_on or breach.enforcement_on
    if acted is not None and found_on > acted:
        day = date_format(acted, "j F Y")
        raise Invalid(_("It was acted on on %(day)s. Enter a day on or before that.") % {"day": day}, field="found_on")
    return _save(breach, made, words, base=base, reason=reason, by=by)


@transaction.atomic
def edit_recommendation(
    recommendation: Recommendation,
    *,
    base: int,
    agency: Agency,
    addressee: str = "",
    words: str,
    due_on: date | None = None,
    reason: str = "",
    by: User,
) -> Saved:
    """The same of a recommendation."""
    row = locked_recommendation(recommendation)
    policies.can_reword.check(by, row, reason)
    if agency.pk != row.agency_id:
        check_body(row.activity, agency)
    made = {"agency_id": agency.pk, "addressee": str(addressee or addressee_of(agency)), "due_on": due_on}
    words = check_recommendation(row.activity, made, words)
    return _save(row, made, words, base=base, reason=reason, by=by)


def _save(row: Row, made: dict[str, Any], words: str, *, base: int, reason: str, by: User) -> Saved:
    changed = any(getattr(row, name) != value for name, value in made.items())
    why = {REASON: reason.strip()} if reason.strip() else {}
    saved = rewrite(row.text, words, base=base, values={**versioned(made), **why}, changed=changed, by=by)
    if saved.kept is None and changed:
        for name, value in made.items():
            setattr(row, name, value)
        row.save(update_fields=[name.removesuffix("_id") for name in made])
    verb = f"{row._meta.model_name}.edit"  # noqa: SLF001 -- documented model API
    record(verb, row, stream=row.activity.stream, by=by, kept_beside=saved.kept is not None, **why)
    return saved


@transaction.atomic
def settle_followed(row: Row, revision: Revision, *, keep: str, base: int, merged: str = "", by: User) -> Saved:
    """Say which of two versions of a breach or recommendation stands; see `settle_versions`. Settling is reason enough."""
    row = locked_breach(row) if isinstance(row, Breach) else locked_recommendation(row)
    why = _("Two versions were settled.")
    policies.can_reword.check(by, row, why)
    revision = check_choice(row.text, revision, keep=keep, base=base, merged=merged)
    saved = Saved(row.text)
    edit: Any = edit_breach if isinstance(row, Breach) else edit_recommendation
    if keep == MINE:
        words, values = brought(revision, row.text.body, versioned(beside(row)))
        saved = edit(row, base=base, words=words, **{REASON: why, **rows_of(values)}, by=by)
    elif keep == MERGED:
        saved = edit(row, base=base, words=merged, **rows_of(beside(row)), reason=why, by=by)
    if revision.settled_at is None:
        settle(revision, by=by)
    record("text.settle", row, stream=row.activity.stream, by=by, keep=keep, number=revision.number)
    return saved


def beside(row: Row) -> dict[str, Any]:
    """The fields that stand beside its words, as a version keeps them."""
    return versioned({name: getattr(row, name) for name in BESIDE[type(row)]})


def rows_of(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a version as the commands take them."""
    fields = {name: value for name, value in values.items() if name != "agency_id"}
    days = {name: date.fromisoformat(fields[name]) for name in ("found_on", "address_by", "due_on") if fields.get(name)}
    return {**fields, **days, "agency": Agency.objects.select_related("kind").get(pk=values["agency_id"])}
