"""Answering the information request."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from inspections import policies
from inspections.commands.locks import shared
from inspections.models import RequestItem, RequestState
from jtai.errors import Invalid


def _locked(item: RequestItem) -> RequestItem:
    inspection = shared(item.inspection)
    locked = RequestItem.objects.select_for_update(no_key=True, of=("self",)).select_related("agency").get(pk=item.pk)
    locked.inspection = inspection
    return locked


@transaction.atomic
def answer_request_item(item: RequestItem, *, held: bool, answer: str, by: User) -> RequestItem:
    """The area answers: how the item was provided, or why it is not held. The trail keeps an answer that stood before."""
    item = _locked(item)
    policies.can_answer_request.check(by, item)
    if not answer.strip():
        raise Invalid(_("Enter how you have provided this, or why it is not held."), field="answer")
    before = item.answer
    item.state = RequestState.RECEIVED if held else RequestState.NOT_HELD
    item.answer, item.answered_at, item.answered_by = answer.strip(), timezone.now(), by
    item.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    record("request.answer", item, stream=item.inspection.stream, by=by, state=item.state, code=item.code, before=before)
    return item


@transaction.atomic
def return_request_item(item: RequestItem, *, why: str, by: User) -> RequestItem:
    """An inspector sends an answer back, saying what is missing; the earlier answer stays beside it."""
    item = _locked(item)
    policies.can_return_request_item.check(by, item)
    if not why.strip():
        raise Invalid(_("Enter what is still missing."), field="why")
    item.state, item.returned_why = RequestState.RETURNED, why.strip()
    item.save(update_fields=["state", "returned_why"])
    record("request.return", item, stream=item.inspection.stream, by=by, code=item.code, why=why)
    return item
