"""One field of a form with all that its template prints, worked out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.functional import Promise, cached_property
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jtai.forms.dates import PARTS, DateParts
from jtai.forms.words import MAX_TEXT, printable

# In this order: the first that fits names the kind.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (DateParts, "date"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (Input, "input"),
)
CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "input": "govuk-input",
}

DASHES = "---------"  # Django's empty choice: a screen reader says every one of them
# attributes of the input, its id, label, hint, the field it reveals, chosen, the group that begins here
Choice = tuple[SafeString, str, Any, str | Promise, str, bool, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How one field is shown; what it accepts is the field's own business."""

    heading: bool = False  # the label or legend is the page's heading
    size: str = ""  # of the label or legend: s, m, l, xl
    hide_label: bool = False  # for the eyes only
    width: int = 0  # of an input, in characters: 2, 3, 4, 5, 10, 20, 30
    rows: int = 5
    count: bool = False  # show the characters left from the first one on
    prefix: str = ""
    suffix: str = ""
    small: bool = False
    inline: bool = False
    hints: Mapping[Any, str | Promise] = field(default_factory=dict)  # a choice's value → the hint under it
    reveals: Mapping[Any, str] = field(default_factory=dict)  # a choice's value → name of the field shown under it once chosen
    attrs: Mapping[str, str] = field(default_factory=dict)  # autocomplete, inputmode, data-…


PLAIN = Look()


class GovukField(BoundField):
    """Adds classes, ids and choices; `{{ form.name.as_field_group }}` prints label, hint, error and input together."""

    @cached_property
    def look(self) -> Look:
        """As the form's `looks` say."""
        looks: Mapping[str, Look] = getattr(self.form, "looks", {})
        return looks.get(self.name, PLAIN)

    @cached_property
    def kind(self) -> str:
        """Which part of the templates prints it."""
        widget = self.field.widget
        return next((kind for base, kind in KINDS if isinstance(widget, base)), "other")

    @property
    def template_name(self) -> str:
        """Several inputs under one legend, or one input with its label."""
        own: str | None = getattr(self.field, "template_name", None)
        return own or ("govuk/group.html" if self.use_fieldset else self.form.renderer.field_template_name)

    @property
    def data(self) -> Any:
        """Browsers send line ends as two characters but count them as one; so do we."""
        typed = super().data
        return typed.replace("\r\n", "\n").replace("\r", "\n") if isinstance(typed, str) else typed

    def value(self) -> Any:
        """What was typed, less the hidden characters that the error message says are gone."""
        value = super().value()
        return printable(value) if self.form.is_bound and isinstance(value, str) else value

    @property
    def title(self) -> str:
        """The label, marked when the field may be left empty. What a choice reveals is wanted with that choice."""
        looks: Mapping[str, Look] = getattr(self.form, "looks", {})
        revealed = any(self.name in look.reveals.values() for look in looks.values())
        marks = getattr(self.form, "mark_optional", False) and self.kind != "checkbox" and not revealed
        optional = marks and not self.field.required
        label = str(self.label)
        return _("{label} (optional)").format(label=label) if optional and "optional" not in label.lower() else label

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The inputs of a date that the error is about; all of them if it does not say."""
        for error in self.errors.as_data():
            return tuple((error.params or {}).get("parts", PARTS))
        return ()

    @property
    def error_target(self) -> str:
        """The id that the error summary links to: the first input a person has to change."""
        if self.kind in ("radios", "checkboxes"):
            return f"{self.auto_id}_0"
        if self.kind == "date":
            return f"{self.auto_id}_{self.wrong_parts[0] if self.errors else 'day'}"
        return self.id_for_label or self.auto_id

    @property
    def limit(self) -> int:
        """How many characters the text may have; 0 if it is not a text."""
        return (self.field.max_length or MAX_TEXT) if isinstance(self.field, forms.CharField) else 0

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and the count of characters, in this order."""
        described = super().aria_describedby
        if described is not None and self.kind == "textarea" and self.limit:
            return f"{described} {self.auto_id}-info".strip()
        return described

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Classes and behaviour of the input itself, so that a bare `{{ form.name }}` is right too."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        used = widget or self.field.widget
        if used.is_hidden:
            return built
        if self.kind == "textarea":
            built.update(rows=self.look.rows, cols=False)
        elif self.kind == "password":
            built.update(spellcheck="false", autocapitalize="none")
        elif self.kind == "date" and self.errors:
            built["wrong"] = self.wrong_parts
        elif isinstance(used, forms.EmailInput):
            built["spellcheck"] = "false"
        elif isinstance(used, forms.NumberInput):
            # Browsers change a number input under a scroll wheel and drop what they cannot read.
            decimal = isinstance(self.field, forms.DecimalField | forms.FloatField)
            built.update(min=False, max=False, step=False, inputmode="decimal" if decimal else "numeric")
        if "maxlength" in used.attrs:
            # The browser would cut a pasted text short without a word; the form says so instead.
            built["maxlength"] = False
        built.update(self.look.attrs)
        classes = self._classes(used)
        if classes:
            built["class"] = classes
        return built

    def _classes(self, widget: forms.Widget) -> str:
        own = CLASSES.get(self.kind, "")
        classes = [own]
        if self.errors and own and self.kind != "checkbox":
            classes.append(f"{own.split()[0]}--error")
        if self.look.width:
            classes.append(f"govuk-input--width-{self.look.width}")
        if self.kind == "textarea" and self.limit:
            classes.append("govuk-js-character-count")
        classes.append(widget.attrs.get("class", ""))
        return " ".join(name for name in classes if name)

    def get_context(self) -> dict[str, Any]:
        """Everything the template prints: it looks nothing up and decides nothing."""
        look, kind, id_ = self.look, self.kind, self.auto_id
        size = look.size or ("l" if look.heading else getattr(self.form, "label_size", "s"))
        context: dict[str, Any] = {
            "field": self,
            "kind": kind,
            "id": id_,
            "label": self.title,
            "size": size,
            "look": look,
            "hint": self.help_text,
            "errors": list(self.errors),
        }
        if kind in ("radios", "checkboxes"):
            context["name"] = self.html_name
            context["choices"] = self._choices()
        elif kind == "select":
            context["name"] = self.html_name
            context["options"] = self._options()
            context["attributes"] = flatatt(_shown({**self.field.widget.attrs, **self.build_widget_attrs({"id": id_})}))
        elif kind in ("input", "password", "textarea", "checkbox", "file"):
            widget = self.field.widget.get_context(self.html_name, self.value(), self.build_widget_attrs({"id": id_}))["widget"]
            context["name"] = widget["name"]
            context["value"] = widget["value"]
            context["type"] = "text" if widget.get("type") == "number" else widget.get("type", "")
            context["attributes"] = flatatt(_shown(widget["attrs"]))
            if kind == "textarea":
                context["limit"] = self.limit
                context["limit_text"] = _("You can enter up to {limit} characters").format(limit=f"{self.limit:,}")
        else:
            context["widget"] = self.as_widget()
        if self.use_fieldset:
            context["described_by"] = self.aria_describedby
        return context

    def _members(self) -> Iterator[tuple[str, list[tuple[str, Any, bool]]]]:
        """The choices as (group, [(value, label, chosen)]); what has no group stands under ""."""
        widget = self.field.widget
        chosen = set(widget.format_value(self.value()))
        loose: list[tuple[str, Any, bool]] = []
        for value, label in widget.choices:
            if isinstance(label, list | tuple):
                if loose:
                    yield "", loose
                    loose = []
                yield str(value), [("" if own is None else str(own), text, str(own) in chosen) for own, text in label]
            else:
                key = "" if value is None else str(value)
                loose.append((key, label, key in chosen))
        if loose:
            yield "", loose

    def _options(self) -> SafeString:
        """The inside of a select. Made here: 153 local areas in a template loop cost as much as the rest of the page."""
        made = []
        for group, members in self._members():
            options = "".join(
                f'<option value="{escape(key)}"{" selected" if chosen else ""}>{escape(_("Select one") if not key and text == DASHES else text)}</option>'
                for key, text, chosen in members
            )
            made.append(f'<optgroup label="{escape(group)}">{options}</optgroup>' if group else options)
        return mark_safe("".join(made))

    def _choices(self) -> list[Choice]:
        """One flat list for one template loop: an include for each choice costs more than the rest of the form."""
        look, id_ = self.look, self.auto_id
        hints = {str(key): hint for key, hint in look.hints.items()}
        reveals = {str(key): name for key, name in look.reveals.items()}
        flat: list[Choice] = []
        for group, members in self._members():
            for position, (key, text, chosen) in enumerate(members):
                own = f"{id_}_{len(flat)}"
                # Every part is escaped here.
                attributes = mark_safe(f'value="{escape(key)}" id="{own}"{" checked" if chosen else ""}')
                more = self.form[reveals[key]].as_field_group() if key in reveals else ""
                flat.append((attributes, own, text, hints.get(key, ""), more, chosen, "" if position else group))
        return flat


def _shown(attrs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if value is not False}
