"""Forms that overwrite what stands: they know what the person saw of it."""

from django import forms
from django.http import QueryDict

from jtai.errors import DomainError, Overtaken
from jtai.forms import Form
from programmes.queries import MARK

BEFORE = "before"


class SeenForm(Form):
    """before: the mark of what the person saw. After a refusal that says what stands now, it is the mark of that."""

    before = forms.CharField(required=False, max_length=MARK, widget=forms.HiddenInput)

    def refuse(self, refusal: DomainError) -> str | None:
        """As every form; sent once more, it overwrites what the refusal told of."""
        if isinstance(refusal, Overtaken) and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data[BEFORE] = refusal.now
        return super().refuse(refusal)
