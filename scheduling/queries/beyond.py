"""How much a year still has room for, beside what a plan asks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Room:
    """What the target of a year leaves empty. planned: how many inspections have their place in it."""

    target: int
    planned: int

    @property
    def empty(self) -> int:
        """How many places."""
        return max(0, self.target - self.planned)

    @property
    def said(self) -> str:
        """The target, what is planned, and what is left."""
        said = ngettext(
            "The target of the year is %(target)d, and %(planned)d inspection has its place: %(empty)d left.",
            "The target of the year is %(target)d, and %(planned)d inspections have their place: %(empty)d left.",
            self.planned,
        )
        return said % {"target": self.target, "planned": self.planned, "empty": self.empty}

    def too_many(self, wanted: int) -> str:
        """In a sentence, where a plan asks for more than is left; else nothing."""
        more = wanted - self.empty
        if more <= 0:
            return ""
        words = {"wanted": wanted, "more": more, "said": self.said}
        return _("The plan asks for %(wanted)d, %(more)d more than the year’s target leaves empty. %(said)s") % words

    def would_pass(self, wanted: int) -> str:
        """In a sentence, where so many new ones would be more than is left; else nothing."""
        if wanted <= self.empty:
            return ""
        words = {"sum": self.planned + wanted, "more": self.planned + wanted - self.target, "target": self.target}
        return _("With these the year would have %(sum)d inspections, %(more)d more than its target of %(target)d.") % words
