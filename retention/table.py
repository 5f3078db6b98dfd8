"""The policy table: retention/reference/policies.csv, or the file that JTAI_RETENTION names. Data, to be edited; no code knows a period."""

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS = {
    "evidence": ("published", "cancelled"),
    "children": ("published", "cancelled"),
    "request": ("published", "cancelled"),
    "findings": ("published", "cancelled"),
    "trail": ("published", "cancelled"),
    "account": ("closed",),
    "access": ("closed",),
    "items": ("decided", "withdrawn", "unsent"),
    "letters": ("acknowledged", "unsent"),
    "activities": ("published", "done", "cancelled"),
    "imports": ("finished",),
    "leave": ("over",),
    "emails": ("sent",),
    "reads": ("read",),
}
DELETED = {"emails", "reads", "items", "letters", "imports", "leave"}
# What is removed, in words: by the kind and the date from which its time runs.
WORDS: dict[tuple[str, str], str | Promise] = {
    ("evidence", "published"): _("Evidence notes of published inspections"),
    ("evidence", "cancelled"): _("Evidence notes of cancelled inspections"),
    ("children", "published"): _("References and age bands of children, published inspections"),
    ("children", "cancelled"): _("References and age bands of children, cancelled inspections"),
    ("request", "published"): _("Answers to the information request, published inspections"),
    ("request", "cancelled"): _("Answers to the information request, cancelled inspections"),
    ("findings", "published"): _("Findings and evaluations of published inspections"),
    ("findings", "cancelled"): _("Findings and evaluations of cancelled inspections"),
    ("trail", "published"): _("Names and reasons in the trail of published inspections"),
    ("trail", "cancelled"): _("Names and reasons in the trail of cancelled inspections"),
    ("account", "closed"): _("Details of closed accounts"),
    ("access", "closed"): _("Closed requests for access: what was asked, names, searches, passages and disclosures"),
    ("items", "decided"): _("What inspectorates shared and decided about"),
    ("items", "withdrawn"): _("What inspectorates shared and withdrew"),
    ("items", "unsent"): _("Drafts of what to share that were never sent"),
    ("letters", "acknowledged"): _("Letters between inspectorates that were acknowledged"),
    ("letters", "unsent"): _("Drafts of letters between inspectorates that were never sent"),
    ("activities", "published"): _("Words and reports of published activities of the routine programmes"),
    ("activities", "done"): _("Words and reports of activities of the routine programmes that were not published"),
    ("activities", "cancelled"): _("Words of cancelled activities of the routine programmes"),
    ("imports", "finished"): _("Tables of activities that were sent in, with the reports on their rows"),
    ("leave", "over"): _("Leave of inspectors, and other days on which they were not there"),
    ("emails", "sent"): _("Emails that were sent"),
    ("reads", "read"): _("Records of who opened what"),
}
# From when its time runs, in words.
SINCE: dict[tuple[str, str], str | Promise] = {
    **{key: _("after the report was published") for key in WORDS if key[1] == "published"},
    **{key: _("after the inspection was cancelled") for key in WORDS if key[1] == "cancelled"},
    ("items", "decided"): _("after everybody who has it decided"),
    ("items", "withdrawn"): _("after everybody who had it has seen the withdrawal"),
    ("items", "unsent"): _("after they were last written"),
    ("letters", "acknowledged"): _("after they were acknowledged"),
    ("letters", "unsent"): _("after they were last written"),
    ("activities", "published"): _("after they were published and all that follows from them was closed"),
    ("activities", "done"): _("after they took place and all that follows from them was closed"),
    ("activities", "cancelled"): _("after they were cancelled"),
    ("imports", "finished"): _("after they were read"),
    ("leave", "over"): _("after its last day"),
    ("account", "closed"): _("after the account was closed"),
    ("access", "closed"): _("after the request was closed"),
    ("emails", "sent"): _("after they were sent"),
    ("reads", "read"): _("after something was opened"),
}
FEBRUARY = 2


@dataclass(frozen=True)
class Policy:
    """One row. after: the date from which the time runs. action: "delete" or "anonymise". basis: the legal basis in words."""

    code: str
    kind: str
    after: str
    years: int
    days: int
    action: str
    basis: str

    @property
    def words(self) -> str:
        """What it removes, as people say it."""
        return str(WORDS[self.kind, self.after])

    @property
    def since(self) -> str:
        """From when its time runs, as people say it."""
        return str(SINCE[self.kind, self.after])

    def before(self, today: date) -> date:
        """What happened on this day or earlier is due."""
        # The 29th of February comes on the 28th where there is none.
        day = 28 if (today.month, today.day) == (FEBRUARY, 29) else today.day
        return date.fromordinal(date(today.year - self.years, today.month, day).toordinal() - self.days)


def policies() -> tuple[list[Policy], str]:
    """The table in its order, and the digest of the file. Raises ImproperlyConfigured for a row that nobody can carry out."""
    file = Path(settings.RETENTION_TABLE)
    text = file.read_text(encoding="utf-8")
    found = [_policy(file, row) for row in csv.DictReader(text.splitlines())]
    if len({row.code for row in found}) != len(found):
        raise ImproperlyConfigured(f"{file}: two policies have the same code.")
    return found, hashlib.sha256(text.encode()).hexdigest()


def words_of_policies() -> dict[str, str]:
    """What each policy of the table removes, in words, by its code."""
    return {policy.code: policy.words for policy in policies()[0]}


def _policy(file: Path, row: dict[str, str]) -> Policy:
    try:
        made = Policy(row["code"], row["kind"], row["after"], int(row["years"]), int(row["days"]), row["action"], row["basis"])
    except (KeyError, ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"{file}: {row} is no policy: {error}.") from error
    action = "delete" if made.kind in DELETED else "anonymise"
    if made.after not in KINDS.get(made.kind, ()) or made.action != action or not made.basis or made.years + made.days < 1:
        raise ImproperlyConfigured(f"{file}: the policy “{made.code}” cannot be carried out as it stands.")
    return made
