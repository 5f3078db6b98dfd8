"""The form every form of this product starts from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.utils import pretty_name
from django.http import QueryDict

from jtai.errors import Changed, DomainError, Invalid, NotNow
from jtai.forms.bound import Look
from jtai.forms.renderer import Problem, problems
from jtai.forms.words import speak

# In the form that gives back words which came too late (accounts.keeping): which ones they are.
KEPT = "kept-sending"


# Mixed in before a form class of Django's, which it is no part of by itself.
if TYPE_CHECKING:
    Mixed = forms.BaseForm
else:
    Mixed = object


class PlainWords(Mixed):
    """Mixed into a Django form class: sentences, limits and looks of the design system."""

    looks: Mapping[str, Look] = {}
    mark_optional: ClassVar[bool] = True
    label_size: ClassVar[str] = "s"
    # The browser's own bubbles are neither translated nor read out reliably.
    use_required_attribute = False
    summarised = False
    # The field that a refusal is about which names none: the summary then leads there. Empty: it stands above the form.
    beside: ClassVar[str] = ""
    # Refused because what the person had looked at has changed since.
    overtaken = False

    def refuse(self, refusal: DomainError) -> str | None:
        """Show why a command was refused, beside the field that it is about. Out: that field; None when it stands above the form."""
        field = refusal.field if isinstance(refusal, Invalid) and refusal.field in self.fields else None
        if isinstance(refusal, NotNow):
            field = self.beside or None
        self.overtaken = isinstance(refusal, Changed)
        self.add_error(field, str(refusal))
        return field

    def renew(self, **seen: object) -> None:
        """Where the refusal said that something had changed, and the page shows it as it stands now: the next sending is about that.

        seen: by the names of the hidden fields, read together with what the page shows. After any other refusal, and while
        nothing was sent, it changes nothing.
        """
        if self.overtaken and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            for name, value in seen.items():
                self.data[name] = str(value)

    def full_clean(self) -> None:
        """Words are given only when something was sent: an empty form says nothing, and pages with one stay cheap."""
        if self.is_bound:
            for name, field in self.fields.items():
                speak(field, str(field.label or pretty_name(name)))
        super().full_clean()

    def summary_on_top(self) -> list[Problem]:
        """The error summary for the head of the page, where the design system wants it; the form then leaves it out."""
        self.summarised = True
        return problems(self)

    def carried(self) -> str:
        """Which kept words were sent with this form, so that it says so again when it comes back: saved, they are forgotten."""
        again = str(self.data.get(KEPT, "")) if self.is_bound else ""
        return again if again.isascii() and again.isdecimal() else ""

    def get_context(self) -> dict[str, Any]:
        """As Django's, without rendering every list of errors into a string that nobody prints."""
        revealed = {name for look in self.looks.values() for name in look.reveals.values()}
        shown = [self[name] for name in self.fields if name not in revealed]
        return {
            "form": self,
            "carried": self.carried(),
            "fields": [(field, "") for field in shown if not field.is_hidden],
            "hidden_fields": [field for field in shown if field.is_hidden],
            "errors": self.non_field_errors(),
        }


class Form(PlainWords, forms.Form):
    """`looks = {"statement": Look(rows=8, count=True)}` says how a field is shown."""


class SearchForm(Form):
    """Filters beside a list: everything may be left empty, so nothing is marked “(optional)”."""

    mark_optional: ClassVar[bool] = False
    label_size: ClassVar[str] = ""

    def __init__(self, data: Any = None, *, auto_id: str = "filter_%s", **options: Any) -> None:
        # The page may hold another form with fields of the same names.
        super().__init__(data, auto_id=auto_id, **options)
