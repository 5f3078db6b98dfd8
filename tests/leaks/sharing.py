"""Secrets of what the inspectorates share: drafts of CQC's, what Ofsted sent to CQC, corrected and withdrew, and its letter."""

from intelligence import commands
from intelligence.models import Item, LetterDocument
from jobs import runner
from tests.leaks.admitting import WHERE, Names
from tests.leaks.marks import Marks
from tests.letters import about_letter, fresh_letter, letter
from tests.sharing import about, draft, fresh, inspectorates, keys
from tests.walk import Cast


def _with_file(marks: Marks, item: Item, words: str, owner: str, person: str = "") -> int:
    name = f"{marks.word(f'name of a file of {words}', WHERE, owner, person)}.txt"
    data = marks.text(f"file of {words}", WHERE, owner, person).encode()
    return commands.add_attachment(item, data=data, name=name, by=item.author).pk


def _send(item: Item) -> None:
    item = fresh(item)
    words = {"version": item.text.version, "attached": keys(item), "marking": "official-sensitive"}
    commands.send_item(item, **words, recipients=inspectorates("cqc"), by=item.author)


def _rewritten(marks: Marks, people: Cast) -> Item:
    """Drafted in other words than were sent, and with a correction that never stood."""
    item = draft(by=people.lead, text=marks.text("draft of a shared item", WHERE, "ofsted"))
    commands.edit_item(item, base=1, text="Rewritten before it was sent.", about=about(), by=people.lead)
    _send(item)
    commands.correct_item(item, base=2, text="Corrected afterwards.", correction="Counted again", by=people.lead)
    words = marks.text("correction kept beside", WHERE, "ofsted")
    why = marks.text("reason of a correction kept beside", WHERE, "ofsted")
    commands.correct_item(item, base=2, text=words, correction=why, by=people.lead)
    return item


def share(marks: Marks, people: Cast, names: Names) -> None:
    """Through the real commands."""
    own = draft(by=people.cqc, text=marks.text("draft item", WHERE, "cqc", "cqc"))
    draft_file = _with_file(marks, own, "a draft item", "cqc", "cqc")
    sent = draft(by=people.lead, text=marks.text("earlier words of a shared item", WHERE, "ofsted"))
    file = _with_file(marks, sent, "a shared item", "ofsted")
    _send(sent)
    correction = marks.text("correction of a shared item", WHERE, "ofsted")
    words = marks.text("shared item", WHERE, "ofsted")
    commands.correct_item(sent, base=1, text=words, correction=correction, by=people.lead)
    commands.acknowledge(sent, version=2, by=people.cqc)
    reason = marks.text("decision about a shared item", WHERE, "cqc")
    commands.decide(sent, outcome="no-action", reason=reason, version=2, by=people.cqc_programme_lead)
    gone = draft(by=people.lead, text=marks.text("withdrawn item", WHERE, "ofsted"))
    _send(gone)
    commands.withdraw_item(gone, why=marks.text("reason of a withdrawal", WHERE, "ofsted"), by=people.lead)
    # An activity that others see as well, who do not see the item.
    used = commands.use_item(sent, target=f"programmes.activity:{names.ids['activity'][1]}", by=people.lead)
    names.ids["shared_use"].append(used.pk)
    rewritten = _rewritten(marks, people)
    names.ids["shared"] += [sent.pk, gone.pk, own.pk, rewritten.pk]
    names.ids["shared_file"] += [file, draft_file]
    names.ids["shared_of_file"] += [sent.pk, own.pk]
    numbered = [(sent, 1), (rewritten, 1), (rewritten, 4)]
    names.ids["shared_of_revision"] += [item.pk for item, _number in numbered]
    names.ids["shared_number"] += [number for _item, number in numbered]
    names.ids["shared_revision"] += [item.text.revisions.get(number=number).pk for item, number in numbered]


def _built(document: LetterDocument) -> None:
    assert document.job is not None
    assert runner.run(document.job.pk)


def write_letters(marks: Marks, people: Cast, names: Names) -> None:
    """The same of letters, each with its PDF."""
    subject = marks.text("subject of a draft letter", WHERE, "cqc")
    draft = letter(by=people.cqc, to="ofsted", subject=subject, text=marks.text("draft letter", WHERE, "cqc"))
    _built(commands.print_letter(draft, by=people.cqc))
    subject = marks.text("subject of a letter", WHERE, "ofsted")
    sent = letter(by=people.lead, subject=subject, text=marks.text("earlier words of a letter", WHERE, "ofsted"))
    about = about_letter(subject=subject)
    commands.edit_letter(sent, base=1, text=marks.text("letter", WHERE, "ofsted"), about=about, by=people.lead)
    commands.send_letter(sent, marking="official-sensitive", version=2, by=people.lead)
    _built(sent.documents.select_related("job").get())
    names.ids["letter"] += [sent.pk, draft.pk]
    names.ids["letter_revision"].append(fresh_letter(sent).text.revisions.earliest("pk").pk)
