"""What the doors to letters need: CQC's draft, Ofsted's letter that CQC has not acknowledged, each with its PDF."""

from dataclasses import dataclass

from intelligence import commands
from intelligence.models import Item, Letter
from jobs import runner
from tests.letters import BODY, about_letter, fresh_letter, letter, posted
from tests.walk import Cast
from writing.models import Revision


@dataclass(frozen=True)
class Letters:
    """The rows."""

    draft: Letter
    kept: Revision  # words of the draft that were kept beside the current ones
    ready: Letter  # a draft of which there is one version only
    sent: Letter


def build_letters(people: Cast, item: Item) -> Letters:
    """Through the real commands. item: one that Ofsted has sent to CQC."""
    draft = letter(by=people.cqc, to="ofsted")
    commands.edit_letter(draft, base=1, text="They wait for weeks.", about=about_letter(to="ofsted"), by=people.cqc)
    kept = commands.edit_letter(draft, base=1, text="For hours.", about=about_letter(to="ofsted"), by=people.cqc).kept
    assert kept is not None
    ready = letter(by=people.cqc, to="ofsted", text=BODY)
    sent = posted(by=people.lead, items=(item,))
    for document in (commands.print_letter(draft, by=people.cqc), sent.documents.select_related("job").get()):
        assert document.job is not None
        assert runner.run(document.job.pk)
    return Letters(fresh_letter(draft), kept, ready, fresh_letter(sent))
