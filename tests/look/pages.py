"""The pages that the browser tests of this folder open."""

import itertools

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from desk.tracing import TrailFilter
from jtai import urls as site
from jtai.gallery import gallery_context

SENT = []
ASKED = itertools.count()
NAVIGATION = [
    {"text": "Home", "href": "/", "current": True},
    {"text": "Inspections", "href": "/"},
]
ACCOUNT = [{"text": "Account", "href": "/"}, {"text": "Sign out", "href": "/sent/", "post": True}]
PAGE = """{% extends "base.html" %}{% block title %}Trial{% endblock %}{% block content %}<h1>Trial</h1>
<form method="post" action="/sent/" target="frame" id="once"><button>Send once</button></form>
<form method="post" action="/sent/" target="frame" id="asks"><button data-confirm="Really?">Ask first</button></form>
<form method="post" action="/sent/" target="frame" id="typed" data-unsaved><label for="t">Text</label><input id="t" name="t"></form>
<div class="app-picture__scroll" tabindex="0" role="region" aria-label="Years">
<div class="app-picture__inner"><svg class="app-picture__names" viewBox="0 0 210 40"></svg><svg class="app-picture__svg" viewBox="210 0 750 40">
<line class="app-picture__today" x1="900" y1="0" x2="900" y2="40"/></svg></div></div>
<iframe name="frame" title="Answer"></iframe>
{% include "govuk/progress.html" with state="waiting" what="The report" poll="/progress/" only %}{% endblock %}"""


@login_not_required
def gallery(request):
    return render(request, "govuk/gallery.html", {**gallery_context(), "navigation": NAVIGATION, "account_links": ACCOUNT})


@login_not_required
def form(request):
    page = '{% extends "base.html" %}{% block title %}Form{% endblock %}{% block content %}<h1>Form</h1><form>{{ form }}</form>{% endblock %}'
    return HttpResponse(engines["django"].from_string(page).render({"form": gallery_context()["form"]}, request))


@login_not_required
def trial(request):
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


@login_not_required
def trail(request):
    """The filter of a trail: the one with dates."""
    page = '{% extends "base.html" %}{% block title %}Trail{% endblock %}{% block content %}<h1>Trail</h1><div class="app-filter-layout">{% include "govuk/filter.html" with form=form only %}<div class="app-filter-layout__list"><p>Rows</p></div></div>{% endblock %}'
    context = {"form": TrailFilter({}, people={}, does=[])}
    return HttpResponse(engines["django"].from_string(page).render(context, request))


@csrf_exempt
@login_not_required
def sent(request):
    SENT.append(request.method)
    return HttpResponse(
        "<p>Sent</p>", headers={"X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": "default-src 'self'"}
    )


@login_not_required
def progress(request):
    asked = next(ASKED)
    state = "done" if asked else "building"
    context = {
        "state": state,
        "what": "The report",
        "percent": 50,
        "poll": "/progress/",
        "href": "/file/",
        "action": "Download",
    }
    return render(request, "govuk/progress.html", context)


OWN = [path("", gallery), path("form/", form), path("trial/", trial), path("sent/", sent), path("progress/", progress)]
OWN += [path("trail/", trail)]
# The frame of every page links to the site's own addresses.
urlpatterns = [*OWN, *site.urlpatterns]
