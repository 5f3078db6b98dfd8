"""What the pages of people share: a page with its form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jtai.forms import Form
from jtai.pages import attempt, done, page_of, sent, status_of

__all__ = ["attempt", "done", "page_of", "sent", "show"]


def show(request: HttpRequest, template: str, context: dict[str, Any], form: Form | None = None) -> HttpResponse:
    """Render a page with its form, and the status that the form's errors mean."""
    return render(request, f"agencies/{template}.html", {**context, "form": form}, status=status_of(form))
