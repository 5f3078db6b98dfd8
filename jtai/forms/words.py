"""What a form says when it cannot use what was typed: “Enter a statement”, not “This field is required”."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, ProhibitNullCharactersValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_TEXT = 100_000
MAX_INTEGER = 2_147_483_647  # what an integer column holds
# Tab and line ends are text. Everything else below U+0020, the C1 block, lone surrogates and the two
# non-characters are refused by PostgreSQL, by XML or by the PDF writer, sooner or later.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Word writes a line break inside a paragraph as a vertical tab.
BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n"})


def printable(text: str) -> str:
    """The text without the characters that cannot be stored."""
    return CONTROLS.sub("", text.translate(BREAKS))


def no_control_characters(value: object) -> None:
    """Refuse hidden characters; the bound field shows the text again without them, so sending it again is enough."""
    found = len(CONTROLS.findall(str(value)))
    if found:
        raise ValidationError(
            ngettext(
                "The text had a hidden character that cannot be stored. It has been taken out: check the text and send it again",
                "The text had %(found)s hidden characters that cannot be stored. They have been taken out: check the text and send it again",
                found,
            ),
            code="control_characters",
            params={"found": found},
        )


class AtMost(MaxLengthValidator):
    """As Django's, with both numbers as people write them: “1,000”."""

    def __call__(self, value: Any) -> None:
        """Raises ValidationError with `limit` and `found` for the sentence, beside Django's own names."""
        limit = self.limit_value() if callable(self.limit_value) else self.limit_value
        found = self.clean(value)
        if self.compare(found, limit):
            params = {"limit_value": limit, "show_value": found, "limit": f"{limit:,}", "found": f"{found:,}"}
            raise ValidationError(self.message, code=self.code, params=params)


def required(sentence: str | Promise, **others: str | Promise) -> dict[str, Any]:
    """For `error_messages`: the sentence shown when nothing was entered, and any other by its code."""
    return {"required": sentence, **others}


def in_sentence(label: str) -> str:
    """The label as it stands inside a sentence: “Child reference” → “child reference”; “URN” stays."""
    return label if label[1:2].isupper() or label.startswith("I ") else label[:1].lower() + label[1:]


def _defaults(field: forms.Field) -> Mapping[str, object]:
    messages: dict[str, object] = {}
    for base in reversed(type(field).__mro__):
        messages.update(getattr(base, "default_error_messages", {}))
    return messages


def speak(field: forms.Field, label: str) -> None:
    """Give a field the design system's sentences (unless the form brought its own) and the limits every text has."""
    if isinstance(field, forms.CharField):
        kept = [check for check in field.validators if not isinstance(check, ProhibitNullCharactersValidator)]
        kept = [AtMost(check.limit_value) if isinstance(check, MaxLengthValidator) else check for check in kept]
        field.validators = [no_control_characters, *kept]
        if field.max_length is None:
            field.validators.append(AtMost(MAX_TEXT))
    elif isinstance(field, forms.IntegerField) and field.max_value is None:
        field.validators.append(MaxValueValidator(MAX_INTEGER))
    defaults = _defaults(field)
    for code, sentence in _sentences(field, label).items():
        if field.error_messages.get(code) is defaults.get(code):
            field.error_messages[code] = sentence


def _sentences(field: forms.Field, label: str) -> dict[str, str]:
    question = label.endswith("?")
    # Doubled: these sentences are %-formatted with the validator's numbers afterwards.
    name = (_("Your answer") if question else label).replace("%", "%%")
    lower = (_("an answer") if question else in_sentence(label)).replace("%", "%%")
    # Without the label: “Choose a password” or “From” is no subject of a sentence, and the summary leads to the field.
    said = {
        "max_value": _("Enter %(limit_value)s or less"),
        "min_value": _("Enter %(limit_value)s or more"),
        "max_length": _("Enter at most %(limit)s characters here. You have entered %(found)s"),
        "min_length": _("Enter at least %(limit_value)s characters here. You have entered %(show_value)s"),
    }
    if isinstance(field, forms.FileField):
        said["required"] = said["missing"] = said["invalid"] = _("Select a file: {name}").format(name=lower)
        said["empty"] = _("The selected file is empty. Select a file that has something in it")
        said["max_length"] = _("The name of the selected file must be %(max)d characters or fewer. It has %(length)d")
        return said
    if isinstance(field, forms.BooleanField):
        said["required"] = _("Select “{name}” to continue").format(name=name)
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        said["required"] = _("Select {name}").format(name=lower)
        said["invalid_choice"] = said["invalid_list"] = said["invalid_pk_value"] = _("Select an option from the list")
    else:
        said["required"] = _("Enter {name}").format(name=lower)
        said["invalid"] = _("Enter {name} in the correct format").format(name=lower)
    if isinstance(field, forms.EmailField):
        said["invalid"] = _("Enter an email address in the correct format, like name@example.com")
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        said["invalid"] = _("Enter a number, like 7 or 7.5")
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = _("Enter a whole number, like 15")
    elif "incomplete" in field.error_messages:
        said["invalid"] = _("Enter a real date, like 31 3 2026")
        said["incomplete"] = _("Enter %(missing)s too, like 31 3 2026")
        said["too_early"] = _("Enter a date on or after %(limit)s")
        said["too_late"] = _("Enter a date on or before %(limit)s")
    elif isinstance(field, forms.DateField):
        said["invalid"] = _("Enter a real date, like 31/3/2026")
    return said
