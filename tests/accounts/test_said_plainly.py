"""Pages on the way in say what can be done from them, and nothing that cannot."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.proven import half_signed_in
from tests.walk import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking():
    """Somebody with casework who has no second factor yet."""
    client = Client()
    half_signed_in(client, cast().cqc)
    return client


def menu(page):
    """The links of the bar and those of the account, in the order of the page's frame."""
    lists = re.findall(r'<ul class="(?:app-account|govuk-service-navigation__list)"[^>]*>(.*?)</ul>', page, re.DOTALL)
    items = [item for found in lists for item in re.findall(r"<li.*?</li>", found, re.DOTALL)]
    return [re.sub(r"<[^>]+>", "", item).strip() for item in items]


def test_whoever_has_to_set_up_a_second_factor_has_no_links_that_lead_back(lacking):
    page = lacking.get(reverse("second_factor")).content.decode()
    assert "Before anything else opens" in page
    assert menu(page) == ["Sign out"]


def test_who_has_shown_one_keeps_the_menu():
    client = Client()
    client.force_login(cast().police)
    assert "Home" in menu(client.get(reverse("second_factor")).content.decode())


def test_an_old_link_for_a_password_is_gone_like_the_other_links(client):
    answer = client.get(reverse("password_reset", args=["MQ", "set-password"]))
    assert (answer.status_code, "This link no longer works" in answer.content.decode()) == (410, True)


def test_the_page_of_a_form_out_of_date_leads_back_and_says_where_the_words_are():
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast().police)
    address = reverse("password_forgotten")
    page = client.post(address, {"text": "Words that were typed"}).content.decode()
    assert f'<a class="govuk-link" href="{address}">Open the page again</a>' in page
    assert ("stands below" in page, "Go back, copy" in page, "Words that were typed" in page) == (True, False, True)
    assert "stands below" not in client.post(address, {}).content.decode()
