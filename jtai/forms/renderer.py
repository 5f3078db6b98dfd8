"""Makes every Django form a GOV.UK form (settings.FORM_RENDERER)."""

from typing import Any, TypedDict

from django.forms.forms import BaseForm
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from jtai.forms.bound import GovukField


class Problem(TypedDict):
    """One line of the error summary."""

    text: str
    href: str


def problems(form: BaseForm) -> list[Problem]:
    """What is wrong, in the order of the form, each with a link to the input to change."""
    if not form.errors:
        return []
    found = [Problem(text=str(error), href="") for error in form.non_field_errors()]
    for field in form:
        # A hidden input cannot be gone to.
        href = "" if field.is_hidden else f"#{getattr(field, 'error_target', field.auto_id)}"
        found += [Problem(text=str(error), href=href) for error in field.errors]
    return found


class GovukRenderer(TemplatesSetting):
    """Three templates and one bound field for every form, also for those of other packages."""

    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A form gets its error summary here, because only forms of ours could bring it themselves."""
        if template_name == self.form_template_name:
            form = context["form"]
            context = {**context, "problems": [] if getattr(form, "summarised", False) else problems(form)}
        return super().render(template_name, context, request)
