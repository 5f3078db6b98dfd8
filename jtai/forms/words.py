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
        field.validators = [no_control_characters, *kept]
        if field.max_length is None:
            field.validators.append(MaxLengthValidator(MAX_TEXT))
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
    said = {
        "max_value": _("{name} must be %(limit_value)s or less").format(name=name),
        "min_value": _("{name} must be %(limit_value)s or more").format(name=name),
        "max_length": _("{name} must be {limit} characters or fewer. It has %(show_value)s").format(
            name=name, limit=f"{getattr(field, 'max_length', None) or MAX_TEXT:,}"
        ),
        "min_length": _("{name} must be %(limit_value)s characters or more. It has %(show_value)s").format(name=name),
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
        said["invalid_choice"] = said["invalid_list"] = said["invalid_pk_value"] = _("Select {name} from the list").format(
            name=lower
        )
    else:
        said["required"] = _("Enter {name}").format(name=lower)
        said["invalid"] = _("Enter {name} in the correct format").format(name=lower)
    if isinstance(field, forms.EmailField):
        said["invalid"] = _("Enter an email address in the correct format, like name@example.com")
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        said["invalid"] = _("{name} must be a number, like 7 or 7.5").format(name=name)
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = _("{name} must be a whole number, like 15").format(name=name)
    elif "incomplete" in field.error_messages:
        said["invalid"] = _("{name} must be a real date").format(name=name)
        said["incomplete"] = _("{name} must include %(missing)s").format(name=name)
        said["too_early"] = _("{name} must be on or after %(limit)s").format(name=name)
        said["too_late"] = _("{name} must be on or before %(limit)s").format(name=name)
    elif isinstance(field, forms.DateField):
        said["invalid"] = _("{name} must be a real date, like 27/3/2026").format(name=name)
    return said
