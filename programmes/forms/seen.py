"""Forms that overwrite what stands: they know what the person saw of it."""

from django import forms

from jtai.errors import DomainError, Overtaken
from jtai.forms import Form
from programmes.queries import MARK

BEFORE = "before"


class SeenForm(Form):
    """before: the mark of what the person saw. After a refusal that says what stands now, it is the mark of that."""

    before = forms.CharField(required=False, max_length=MARK, widget=forms.HiddenInput)

    def refuse(self, refusal: DomainError) -> str | None:
        """As every form; sent once more, it overwrites what the refusal told of."""
        field = super().refuse(refusal)
        if isinstance(refusal, Overtaken):
            self.renew(**{BEFORE: refusal.now})
        return field
