"""Pages that say something about the service itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jtai.gallery import gallery_context


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, how it was tested, and whom to tell."""
    return render(request, "desk/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, why and how long."""
    return render(request, "desk/privacy.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with sample data, for those who build pages."""
    return render(request, "govuk/gallery.html", gallery_context())
