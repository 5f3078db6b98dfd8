"""An e-mail address is one long word: no page scrolls sideways for it."""

import pytest
from django.urls import reverse

from agencies import commands
from tests.browser.acting import Opens
from tests.chromium import PHONE, overflow
from tests.doors.world import signed_in
from tests.walk import cast

pytestmark = pytest.mark.django_db
LONG = "bartholomew.featherstonehaugh-cholmondeley@childrens-services.northumberland.example"


def test_a_long_address_stays_inside_a_phone(opens: Opens, address: str) -> None:
    people = cast()
    person = opens()
    page = person.page
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.goto("/sign-in/password/")
    page.get_by_label("Email address").fill(LONG)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("heading", name="Look into your email").wait_for()
    assert overflow(page) == []
    inspectorate = people.cqc_administrator.membership.inspectorate
    commands.invite(email=LONG, name=LONG[:60], job_title="Officer", inspectorate=inspectorate, by=people.cqc_administrator)
    page.context.add_cookies([{"name": "sessionid", "value": signed_in(people.cqc_administrator), "url": address}])
    page.goto(reverse("invitations"))
    assert overflow(page) == []
    page.get_by_role("button", name="Send again").click()
    page.get_by_text("A new link was sent to").wait_for()
    assert overflow(page) == []
