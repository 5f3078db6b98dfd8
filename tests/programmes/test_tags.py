"""The tag of a version goes to those who may know that there were others: it counts words that were changed."""

import pytest

from programmes.models import Sharing
from tests.api.asking import Program
from tests.programmes.acting import breach, recommendation, reword
from tests.walk import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("made", [breach, recommendation])
def test_another_inspectorate_does_not_learn_how_often_something_was_reworded(made):
    row = made()
    reword(row)
    programme = row.activity.programme
    programme.sharing = Sharing.ALL
    programme.save()
    kind = "breaches" if made is breach else "recommendations"
    address, activity = f"/api/v1/{kind}/{row.pk}/", f"/api/v1/activities/{row.activity_id}/"
    own, other = Program(cast().cqc), Program(cast().ofsted)
    for at, version in ((address, '"2"'), (activity, '"1"')):
        assert (own.ask("get", at).headers["ETag"], own.ask("get", at).status_code) == (version, 200)
        answer = other.ask("get", at)
        assert (answer.status_code, answer.headers.get("ETag")) == (200, None)
