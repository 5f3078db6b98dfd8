"""Sending in a table: of activities, and in other rooms of whatever else comes as one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jtai.forms import Form, Look, required

CHECK, LOAD = "check", "load"


class ImportForm(Form):
    """The table, and what is to be done with it."""

    document = forms.FileField(
        label=gettext_lazy("Choose the table"),
        allow_empty_file=True,
        error_messages=required(gettext_lazy("Choose a file")),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What should happen with it?"),
        choices=[(CHECK, gettext_lazy("Check only")), (LOAD, gettext_lazy("Load it if nothing is wrong"))],
        widget=forms.RadioSelect,
        initial=CHECK,
        error_messages=required(gettext_lazy("Select whether the table is only checked or loaded as well")),
    )
    looks: Mapping[str, Look] = {
        "document": Look(size="m"),
        "what": Look(
            size="m",
            hints={
                CHECK: gettext_lazy("You see what is wrong, and what would be added and changed. Nothing is recorded."),
                LOAD: gettext_lazy("If a single line is wrong, nothing is loaded."),
            },
        ),
    }

    def __init__(self, *args: Any, rows: int | None = None, size: int | None = None, **words: Any) -> None:
        """rows, size: the most that a table may have; those of activities unless said."""
        super().__init__(*args, **words)
        limits = {"rows": f"{rows or settings.IMPORT_ROWS:,}", "size": filesizeformat(size or settings.IMPORT_BYTES)}
        self.fields["document"].help_text = (
            _(
                "CSV UTF-8 (.csv or .txt) or an Excel workbook (.xlsx), of which the first sheet is read; up to %(rows)s rows and %(size)s."
            )
            % limits
        )
