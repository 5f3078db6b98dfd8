"""Opens and closes requests, searches, chooses, redacts, exports. The only writer of these rows."""

from datetime import date, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import holidays, membership_of
from audit.trail import record, trail_of
from disclosure import due, policies, queries, telling
from disclosure.models import AccessKind, AccessRequest, Chosen, Export, Redaction, Search, reasons_of
from disclosure.queries import Item, Prepared
from disclosure.redacting import Mark, missing, passages_of, pieces
from disclosure.telling import Entry
from files.commands import store
from jtai import sheets
from jtai.errors import Invalid, NotNow
from jtai.policy import Policy

COUNTED = {AccessKind.SUBJECT: due.one_month_after, AccessKind.FREEDOM: due.twenty_working_days_after}


def _open(request: AccessRequest, by: User, rule: Policy[[User, AccessRequest]] = policies.can_work_on) -> AccessRequest:
    """The row under its lock, if this person may go on with it."""
    rows = AccessRequest.objects.select_related("inspectorate", "third_parties_by")
    locked = rows.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
    rule.check(by, locked)
    return locked


def _check_reference(own: Inspectorate, reference: str, but: int = 0) -> None:
    """Once in an inspectorate, whatever the case of its letters. but: the key of the request that may have it."""
    # Under the lock of the inspectorate, so that two at once do not differ by their letters' case alone.
    Inspectorate.objects.select_for_update(no_key=True).get(pk=own.pk)
    if AccessRequest.objects.filter(inspectorate=own, reference__iexact=reference).exclude(pk=but).exists():
        raise Invalid(_("Your inspectorate already has a request with this reference."), "reference")


@transaction.atomic
def open_request(*, kind: str, reference: str, about: str, received_on: date, by: User) -> AccessRequest:
    """Record what was asked. The last day to answer is computed, by the law of its kind."""
    policies.can_govern.check(by)
    if kind not in AccessKind.values:
        raise Invalid(_("Select the kind of request."), "kind")
    policies.can_be_received_on.check(received_on)
    due_on = COUNTED[AccessKind(kind)](received_on, holidays())
    own = queries.inspectorate_of(by)
    _check_reference(own, reference)
    facts = {"inspectorate": own, "kind": kind, "reference": reference, "about": about}
    made = AccessRequest.objects.create(**facts, received_on=received_on, due_on=due_on, opened_by=by)
    record("access.open", made, stream=made.stream, by=by, reference=reference, kind=kind, about=about)
    return made


FACTS = ("kind", "reference", "about", "received_on")


@transaction.atomic
def correct_request(
    request: AccessRequest, *, kind: str, reference: str, about: str, received_on: date, by: User
) -> AccessRequest:
    """What was recorded wrongly. The last day is counted anew when the kind or the day changes; an extension only adds to it."""
    # Before the request's own lock, in the order in which everybody takes the two.
    _check_reference(queries.inspectorate_of(by), reference, request.pk)
    request = _open(request, by)
    policies.can_be_kind.check(request, kind)
    typed = {"kind": kind, "reference": reference, "about": about, "received_on": received_on}
    changed = [name for name in FACTS if getattr(request, name) != typed[name]]
    if "received_on" in changed:
        policies.can_be_received_on.check(received_on)
        if request.reopened_on is not None and received_on > request.reopened_on:
            raise Invalid(_("Enter a day before it was reopened"), "received_on")
    if not changed:
        return request
    for name in changed:
        setattr(request, name, typed[name])
    if request.reopened_on is None and {"kind", "received_on"} & set(changed):
        counted = COUNTED[AccessKind(kind)](received_on, holidays())
        request.due_on = min(max(counted, request.due_on), policies.longest(request)) if request.extended_because else counted
    request.save(update_fields=[*FACTS, "due_on"])
    told = {**typed, "received_on": received_on.isoformat(), "due_on": request.due_on.isoformat()}
    record("access.correct", request, stream=request.stream, by=by, **told, changed=changed)
    return request


@transaction.atomic
def extend_time(request: AccessRequest, *, due_on: date, reason: str, by: User) -> AccessRequest:
    """It may be answered later than the law's ordinary day, and why. Whoever asked has to be told, which happens elsewhere."""
    request = _open(request, by)
    policies.can_extend_to.check(by, request, due_on)
    if not reason.strip():
        raise Invalid(_("Enter why it takes longer."), "reason")
    request.due_on, request.extended_because = due_on, reason.strip()
    request.save(update_fields=["due_on", "extended_because"])
    told = {"due_on": due_on.isoformat(), "reason": request.extended_because}
    record("access.extend", request, stream=request.stream, by=by, **told)
    return request


@transaction.atomic
def close_request(request: AccessRequest, *, outcome: str, by: User) -> AccessRequest:
    """It is answered, and how. Raises Invalid when the disclosures that were made say otherwise."""
    request = _open(request, by)
    policies.can_close_as.check(by, request, outcome)
    request.outcome, request.closed_on, request.closed_by = outcome, timezone.localdate(), by
    request.save(update_fields=["outcome", "closed_on", "closed_by"])
    record("access.close", request, stream=request.stream, by=by, reference=request.reference, outcome=outcome)
    return request


@transaction.atomic
def reopen_request(request: AccessRequest, *, reason: str, by: User) -> AccessRequest:
    """Its answer is looked at again. The time to answer runs anew, as if it came in today; what went out stays what it was."""
    request = _open(request, by, policies.can_reopen)
    if not reason.strip():
        raise Invalid(_("Enter why it is reopened."), "reason")
    before, today = request.outcome, timezone.localdate()
    request.outcome, request.closed_on, request.closed_by = "", None, None
    request.reopened_on, request.extended_because = today, ""
    request.due_on = COUNTED[AccessKind(request.kind)](today, holidays())
    request.save(update_fields=["outcome", "closed_on", "closed_by", "reopened_on", "extended_because", "due_on"])
    told = {"before": before, "due_on": request.due_on.isoformat(), "reason": reason.strip()}
    record("access.reopen", request, stream=request.stream, by=by, **told)
    return request


@transaction.atomic
def search(request: AccessRequest, *, words: str, by: User) -> Search:
    """Look for words, and keep that it was done: what was looked for (erasable), and the keys and the number of what was found."""
    request = _open(request, by)
    rows = queries.found_in(request.inspectorate, words, ("item_inspection", "item_kind", "item_number"))
    found = [f"{row['item_kind']}:{row['item_number']}" for row in rows]
    made = Search.objects.create(request=request, words=words, found=len(found), by=by)
    record("access.search", made, stream=request.stream, by=by, searched=words, found=len(found), keys=found[:MOST_KEYS])
    return made


SAID = 100  # letters of a wrong passage that its refusal repeats: enough to find it
MOST_KEYS = 1_000  # of a search that found more, the trail keeps the number


@transaction.atomic
def choose(request: AccessRequest, item: Item, *, passages: str, reason: str, by: User) -> Chosen:
    """Put something into the disclosure, and mark what of it does not go out. Adds to the passages that are marked already."""
    request = _open(request, by)
    # Asked again here: what the form was opened with may have become somebody else's meanwhile.
    item = queries.item_for(request.inspectorate, item.kind, item.number)
    marks = [Mark(passage, reason) for passage in passages_of(passages)]
    if marks and reason not in reasons_of(request.kind):
        raise Invalid(_("Select the reason for these redactions."), "reason")
    for passage in missing(item.words, marks):
        raise Invalid(
            _("This does not stand in the text: “%(passage)s”. Copy the passage from it.")
            % {"passage": Truncator(passage).chars(SAID)},
            "passages",
        )
    if reason and not marks:
        raise Invalid(_("Enter the passages to redact, or select no reason to add the whole text."), "passages")
    chosen, added = Chosen.objects.get_or_create(
        request=request, kind=item.kind, number=item.number, defaults={"inspection": item.inspection, "by": by}
    )
    Redaction.objects.bulk_create(Redaction(chosen=chosen, passage=mark.passage, reason=mark.reason, by=by) for mark in marks)
    verb = "access.choose" if added else "access.redact"
    record(verb, chosen, stream=request.stream, by=by, item=item.key, redactions=len(marks), why=reason)
    return chosen


@transaction.atomic
def take_out(request: AccessRequest, item: Item, *, by: User) -> None:
    """It does not go out after all, and its marks go. Twice is the same as once."""
    request = _open(request, by)
    chosen = request.chosen.filter(kind=item.kind, number=item.number).first()
    if chosen is not None:
        record("access.take_out", chosen, stream=request.stream, by=by, item=item.key)
        chosen.delete()


@transaction.atomic
def lift_redactions(request: AccessRequest, item: Item, *, passage: str = "", by: User) -> None:
    """The passages of one thing are marked no longer, or one of them by its key; the thing stays chosen."""
    request = _open(request, by)
    rows = queries.redactions_of(request, item.kind, item.number, passage)
    number = rows.count()
    if number:
        rows.delete()
        record("access.lift_redactions", request, stream=request.stream, by=by, item=item.key, redactions=number)


@transaction.atomic
def name_third_parties(request: AccessRequest, *, names: str, by: User) -> AccessRequest:
    """Whose names go from everything."""
    request = _open(request, by)
    request.third_parties = "\n".join(line.strip() for line in names.splitlines() if line.strip())
    request.third_parties_by = by
    request.save(update_fields=["third_parties", "third_parties_by"])
    number = len(queries.names_in(request))
    record("access.name_third_parties", request, stream=request.stream, by=by, number=number)
    return request


def _told(request: AccessRequest, number: int, made: list[Prepared], told: list[Entry], by: User) -> dict[str, object]:
    """What stands in the file. Its reference too is without the names: a register's numbers hold them now and then."""
    membership = membership_of(by)
    whys = telling.withheld(made, told)
    used = {why.reason for why in whys}
    return {
        "request_": request,
        "reference": list(pieces(request.reference, queries.names_in(request))),
        "number": number,
        "items": told,
        "invented": by.demonstration or telling.is_invented(made),
        "day": timezone.localdate(),
        "by": by.name,
        "job": membership.job_title if membership else "",
        "whys": whys,
        "key": [reason for reason in reasons_of(request.kind) if reason in used],
    }


AGAIN = timedelta(minutes=5)  # within them the same export is taken for the same click


def _just_made(request: AccessRequest, seen: str) -> Export | None:
    """The newest disclosure, if it was made a moment ago of the very same. Its event says of what it was made."""
    newest = request.exports.first()
    if newest is None or newest.at < timezone.now() - AGAIN:
        return None
    told = trail_of(request.stream).filter(verb="access.export", words__data__number=newest.number, words__data__seen=seen)
    return newest if told.exists() else None


@transaction.atomic
def export(request: AccessRequest, *, seen: str, by: User) -> Export:
    """Make the disclosure as a file. seen: telling.digest_of what was read in the preview.

    Refused while a mark no longer fits its text, or when anything changed since it was read: nothing goes out unredacted by
    accident. NotNow says what to do. Sent twice within minutes, as by a double click, it is the same disclosure.
    """
    request = _open(request, by)
    policies.can_export.check(by, request)
    made = queries.prepared(request)
    for one in made:
        if one.item is None:
            raise NotNow(
                _("%(item)s can no longer be read: it was removed, or is no longer yours. Take it out of the disclosure.")
                % {"item": one.chosen}
            )
        if missing(one.item.words, one.marks):
            raise NotNow(
                _("%(item)s has changed since it was redacted. Open it, lift its redactions and mark them again.")
                % {"item": one.item.name}
            )
    told = telling.entries(made)
    if seen != telling.digest_of(told):
        raise NotNow(
            _("Something has changed since you read the preview. Open the preview and read it again before you export.")
        )
    newest = _just_made(request, seen)
    if newest is not None:
        return newest
    number = request.exports.count() + 1
    document = render_to_string("disclosure/export.html", _told(request, number, made, told, by))
    redacted = sum(1 for entry in told for piece in entry.said if piece.reasons)
    index = "".join(sheets.lines(telling.HEAD, telling.index(made, told)))
    row = Export.objects.create(
        request=request,
        number=number,
        file=store(document.encode(), "text/html; charset=utf-8"),
        index=store(index.encode(), "text/csv; charset=utf-8"),
        items=len(made),
        redactions=redacted,
        by=by,
    )
    items = [one.item.key for one in made if one.item]
    record("access.export", row, stream=request.stream, by=by, number=number, items=items, redactions=redacted, seen=seen)
    return row
