"""The sweep of all pages (test_axe) sees what the content security policy refuses; that it finds none there is no blindness."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Route

from tests.browser import sweeping
from tests.browser.sweeping import Gallery

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

INLINE = {
    "<script>document.title = 'Planted'</script>": "policy: script-src-elem inline",
    "<p style='color: red'>Planted</p>": "policy: style-src-attr inline",
    "<p onclick='alert(1)'>Planted</p>": "policy: script-src-attr inline",
    "<img alt='' src='https://planted.invalid/a.png'>": "policy: img-src https://planted.invalid/a.png",
}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("planted", INLINE)
def test_what_the_policy_refuses_is_a_fault_of_the_page(browser: Browser, address: str, planted: str) -> None:
    def plant(route: Route) -> None:
        answer = route.fetch()
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{planted}</main>"))

    gallery = Gallery(browser, address)
    person = gallery(None)
    try:
        sweeping.assert_page(person, reverse("accessibility"))
        person.page.route("**/accessibility/", plant)
        with pytest.raises(AssertionError) as told:
            sweeping.assert_page(person, reverse("accessibility"), HTTPStatus.OK)
        assert INLINE[planted] in str(told.value), settings.CONTENT_SECURITY_POLICY
    finally:
        gallery.close()
