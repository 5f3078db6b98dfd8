"""What cannot be stored is in no table: an address that asks for it gets what it gets for any other nonsense."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.asking import Program
from tests.programmes import acting
from tests.sharing import sent
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db
NUL = "%00"


# What is read from the address itself gets what other nonsense gets; a field of a form says what is wrong with it (422).
ASKED = {
    "/intelligence/add/?source=programmes.programme:%00": 200,
    "/intelligence/add/?source=programmes.activity:%00": 200,
    "/intelligence/add/?source=inspections.inspection:%00": 200,
    f"/intelligence/add/?source=programmes.programme:%00&local_area={AREA}": 422,
    "/intelligence/add/?agency=%00": 404,
    "/intelligence/add/?agency=zebra": 404,
    "/intelligence/add/?local_area=%00": 422,
    "/intelligence/letters/add/?item=%00&recipient=cqc": 422,
    "/intelligence/?text=%00": 200,
    "/intelligence/?page=%00": 200,
    "/intelligence/queue/?local_area=%00": 200,
    "/intelligence/letters/?text=%00": 200,
    "/intelligence/signals/?region=%00": 200,
    "/programmes/ilacs/?text=%00": 200,
    "/programmes/ilacs/?kind=%00": 200,
    "/programmes/ilacs/2026/?text=%00": 200,
    "/programmes/ilacs/2026/?rule=%00": 200,
    "/programmes/ilacs/following/?body=%00": 200,
    "/programmes/ilacs/following.csv?area=%00": 200,
    "/programmes/ilacs/add/?subject=%00": 200,
    f"/programmes/ilacs/add/?subject={AREA}&kind=%00": 404,
    "/local-areas/?text=%00": 422,
    "/agencies/?text=%00": 422,
}


@pytest.mark.parametrize("at", ASKED)
def test_an_address_with_what_cannot_be_stored_is_answered_like_other_nonsense(at):
    acting.activity()
    client = Client()
    client.force_login(cast().ofsted)
    assert client.get(at).status_code == ASKED[at]


def test_a_form_with_such_a_source_keeps_its_words():
    client = Client()
    client.force_login(cast().ofsted)
    body = {"source": "programmes.programme:\x00", "look": "1", "text": "Long words typed here."}
    answer = client.post(f"{reverse('item_add')}?local_area={AREA}", body)
    assert (answer.status_code, "Long words typed here." in answer.content.decode()) == (200, True)


def test_over_the_api_such_a_key_is_not_found():
    people = cast()
    item = sent(by=people.ofsted)
    answer = Program(people.ofsted).ask("post", f"/api/v1/intelligence/{item.pk}/uses/", {"target": "programmes.activity:\x00"})
    assert answer.status_code in {400, 422}
