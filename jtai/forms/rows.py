"""Choices among rows that cost nothing until they are shown or sent."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

DIGITS = 18  # more than any key has; a longer number would overflow the column

# (key, label), or (group, [(key, label), …])
Choices = Iterable[tuple[Any, Any]]
# Without keys: all that there are to choose from.
Find = Callable[[Sequence[int] | None], Iterable[Any]]


def as_key(value: Any) -> int | None:
    """The key that was sent, or None where it can be none."""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


class Pick(forms.ChoiceField):
    """One row, or None. `connect` says how the list is read when it is shown and how one row is found when it was sent."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)
        self.find: Find = lambda _keys: ()

    def connect(self, choices: Callable[[], Choices], find: Find, empty: str = "") -> None:
        """choices: the list, read only when printed. find: rows of these keys. empty: label of the choice of none."""
        self.find = find
        self.choices = (lambda: [("", empty), *choices()]) if empty else choices

    def to_python(self, value: Any) -> Any:
        """The row itself."""
        if value in self.empty_values:
            return None
        key = as_key(value)
        row = next(iter(self.find([key])), None) if key is not None else None
        if row is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return row

    def validate(self, value: Any) -> None:
        """Only that something was chosen: the row was found."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        """A row stands for its key."""
        return value.pk if isinstance(value, Model) else value


class PickMany(forms.MultipleChoiceField):
    """Any number of rows, found in one go."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)
        self.find: Find = lambda _keys: ()

    def connect(self, choices: Callable[[], Choices], find: Find) -> None:
        """As Pick's."""
        self.find = find
        self.choices = choices

    def to_python(self, value: Any) -> list[Any]:
        """The rows, in the order in which they are found."""
        sent = super().to_python(value)
        keys = {key for key in map(as_key, sent) if key is not None}
        rows = list(self.find(sorted(keys))) if keys else []
        if len(rows) != len(set(sent)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": ""})
        return rows

    def validate(self, value: Any) -> None:
        """Only that something was chosen, where something must be."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        """Rows stand for their keys."""
        return [row.pk if isinstance(row, Model) else row for row in value or ()]


class Hidden(forms.HiddenInput):
    """A hidden input as Django prints it, without its three templates: two of them cost as much as a question with its choices."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The input, every part of it escaped."""
        del renderer
        widget = self.get_context(name, value, attrs)["widget"]
        shown = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
        return format_html('<input type="hidden" name="{}"{}{}>', widget["name"], shown, flatatt(widget["attrs"]))


class Base(forms.IntegerField):
    """The version from which a text was started, in a hidden input.

    Without a usable number nothing is refused: such a text counts as started from the very first, so that it is kept beside.
    """

    widget = Hidden

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> int:
        """A version number, 0 when there is none."""
        return (as_key(value) or 0) if len(str(value)) < DIGITS // 2 else 0


class Key(forms.Field):
    """One sending of a form, in a hidden input: the same key twice is the same note, not two."""

    widget = Hidden

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        """A UUID. None when it is not usable: then nothing protects against sending twice, and nothing typed is refused."""
        try:
            return UUID(str(value)) if value else None
        except ValueError:
            return None
