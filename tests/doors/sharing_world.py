"""What the doors to shared items need: CQC's draft, Ofsted's item that CQC has not read, and one that it has read."""

from dataclasses import dataclass

from intelligence import commands
from intelligence.models import Attachment, Item, Use
from tests.sharing import about, draft, inspectorates, sent
from tests.walk import Cast
from writing.models import Revision


@dataclass(frozen=True)
class Sharing:
    """The rows."""

    draft: Item
    ready: Item  # a draft of which there is one version only
    kept: Revision  # words of the draft that were kept beside the current ones
    draft_file: Attachment
    sent: Item
    file: Attachment
    read: Item
    decided: Item  # twice, corrected since, and used
    beside: Revision  # another correction of it, which never stood
    gone: Item  # withdrawn
    use: Use  # of the one that was read, by CQC's inspector


def build_sharing(people: Cast) -> Sharing:
    """Through the real commands."""
    own = draft(by=people.cqc)
    commands.edit_item(own, base=1, text="They wait for weeks.", about=about(), by=people.cqc)
    kept = commands.edit_item(own, base=1, text="They wait for hours.", about=about(), by=people.cqc).kept
    assert kept is not None
    draft_file = commands.add_attachment(own, data=b"Draft figures", name="draft.txt", by=people.cqc)
    going = draft(by=people.lead, text="The police attend no conference.")
    file = commands.add_attachment(going, data=b"Figures of March", name="march.txt", by=people.lead)
    commands.send_item(
        going, version=1, attached=[file.pk], marking="official-sensitive", recipients=inspectorates("cqc"), by=people.lead
    )
    read = sent(by=people.lead, text="The board meets each month.")
    commands.acknowledge(read, version=1, by=people.cqc)
    ready = draft(by=people.cqc, text="Nobody attends the strategy discussions.")
    decided = sent(by=people.lead, text="Health visitors share what they know.", kind="exceptional-practice", urgent=True)
    commands.acknowledge(decided, version=1, by=people.cqc)
    after = 0
    for reason in ("We look at it in the autumn.", "It is the third."):
        words = {"outcome": "selection", "reason": reason, "version": 1, "after": after}
        after = commands.decide(decided, **words, by=people.cqc_programme_lead).pk
    commands.correct_item(
        decided, base=1, text="Most health visitors share it.", correction="Not all of them do", by=people.lead
    )
    beside = commands.correct_item(
        decided, base=1, text="Some health visitors share it.", correction="Only some do", by=people.lead
    ).kept
    assert beside is not None
    Use.objects.create(item=decided, target="inspections.inspection:1", inspectorate=decided.inspectorate, by=people.lead)
    use = Use.objects.create(item=read, target="programmes.activity:0", inspectorate=own.inspectorate, by=people.cqc)
    gone = sent(by=people.lead, text="The MASH has closed.")
    commands.withdraw_item(gone, why="It has only moved.", by=people.lead)
    return Sharing(own, ready, kept, draft_file, Item.objects.get(pk=going.pk), file, read, decided, beside, gone, use)
