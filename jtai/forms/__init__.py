"""Forms that look and speak as the GOV.UK design system does: one renderer, one bound field, plain words."""

from jtai.forms.base import KEPT, Form, PlainWords, SearchForm
from jtai.forms.bound import GovukField, Look
from jtai.forms.dates import DateParts, GovukDateField
from jtai.forms.renderer import GovukRenderer, Problem, problems
from jtai.forms.words import MAX_TEXT, no_control_characters, printable, required

__all__ = (
    "KEPT",
    "MAX_TEXT",
    "DateParts",
    "Form",
    "GovukDateField",
    "GovukField",
    "GovukRenderer",
    "Look",
    "PlainWords",
    "Problem",
    "SearchForm",
    "no_control_characters",
    "printable",
    "problems",
    "required",
)
