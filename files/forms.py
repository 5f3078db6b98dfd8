"""Choosing files in a page."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from jtai.forms import Form, required


class SeveralInput(forms.ClearableFileInput):
    """The browser lets several be chosen at once."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """A list of uploads. Whether each may be kept is for the command to say, for each by its name."""

    widget = SeveralInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """At least one; empty ones pass, since the command has a sentence for them."""
        several = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [one for one in (super(SeveralFiles, self).clean(each, initial) for each in several) if one]


class FilesForm(Form):
    """One or more files."""

    documents = SeveralFiles(
        label=gettext_lazy("Choose files"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint, PNG, JPEG, text or CSV, up to 20 MB each. Hold Ctrl or Command to choose several."
        ),
        error_messages=required(gettext_lazy("Choose at least one file")),
    )
