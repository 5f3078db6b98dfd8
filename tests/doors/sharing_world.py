"""What the doors to shared items need: CQC's draft, Ofsted's item that CQC has not read, and one that it has read."""

from dataclasses import dataclass

from intelligence import commands
from intelligence.models import Attachment, Item
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


def build_sharing(people: Cast) -> Sharing:
    """Through the real commands."""
    own = draft(by=people.cqc)
    commands.edit_item(own, base=1, text="They wait for weeks.", about=about(), by=people.cqc)
    kept = commands.edit_item(own, base=1, text="They wait for hours.", about=about(), by=people.cqc).kept
    assert kept is not None
    draft_file = commands.add_attachment(own, data=b"Draft figures", name="draft.txt", by=people.cqc)
    going = draft(by=people.lead, text="The police attend no conference.")
    file = commands.add_attachment(going, data=b"Figures of March", name="march.txt", by=people.lead)
    commands.send_item(going, marking="official-sensitive", recipients=inspectorates("cqc"), by=people.lead)
    read = sent(by=people.lead, text="The board meets each month.")
    commands.acknowledge(read, version=1, by=people.cqc)
    ready = draft(by=people.cqc, text="Nobody attends the strategy discussions.")
    return Sharing(own, ready, kept, draft_file, Item.objects.get(pk=going.pk), file, read)
