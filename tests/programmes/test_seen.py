"""Who sees what of a programme: its own people everything, the others what it shares, everybody else nothing."""

import pytest
from django.http import Http404

from intelligence import naming
from intelligence.commands import withdraw_item
from jtai.errors import NotAllowed
from programmes import policies, queries
from programmes.models import Activity
from tests.programmes.acting import activity, breach, check_item, done, programme, published, recommendation
from tests.sharing import sent
from tests.walk import cast

pytestmark = pytest.mark.django_db
NOBODY = ["observer", "ofsted_administrator", "governance", "administrator", "co_ordinator"]


@pytest.mark.parametrize(
    ("sharing", "standings"), [("own", []), ("published", ["published"]), ("all", ["planned", "done", "published"])]
)
def test_the_others_see_what_is_shared(sharing, standings):
    rows = [activity(), done(), published()]
    programme(sharing=sharing)
    people = cast()
    seen = queries.activities_seen(people.cqc, queries.ActivityFilter(sort="oldest"))
    assert [row.standing for row in seen] == standings
    assert [row.pk for row in queries.activities_seen(people.ofsted)] == [row.pk for row in reversed(rows)]
    for row in rows:
        assert _finds(people.cqc, row) == (row.standing in standings)
        assert _finds(people.ofsted, row)
        assert not policies.can_see_inside(people.cqc, row)
        assert policies.can_see_inside(people.ofsted, row)


def _finds(person, row):
    try:
        return queries.activity_for(person, row.pk) == row
    except Http404:
        return False


@pytest.mark.parametrize("part", NOBODY)
def test_whoever_does_no_casework_sees_nothing(part):
    row = published()
    person = getattr(cast(), part)
    assert not queries.activities_seen(person).exists()
    assert not _finds(person, row)
    with pytest.raises(NotAllowed):
        queries.programmes_seen(person)
    with pytest.raises(Http404):
        queries.programme_for(person, "ilacs")


def test_breaches_and_recommendations_are_seen_with_their_activity():
    programme("fundamental-standards", sharing="published")
    broken, asked = breach(), recommendation(published("clas", "review"))
    people = cast()
    assert list(queries.breaches_seen(people.ofsted)) == []
    assert list(queries.recommendations_seen(people.ofsted)) == [asked]
    programme("fundamental-standards", sharing="all")
    assert list(queries.breaches_seen(people.ofsted)) == [broken]
    programme("clas", sharing="own")
    assert list(queries.recommendations_seen(people.ofsted)) == []


def test_what_is_to_be_looked_at_is_the_own_inspectorates_alone():
    row = check_item()
    programme(sharing="all")
    assert list(queries.check_items_seen(cast().ofsted)) == [row]
    assert list(queries.check_items_seen(cast().cqc)) == []


def test_a_programme_that_shares_nothing_is_not_there_for_others_and_counts_are_of_what_is_seen():
    activity()
    published()
    people = cast()
    counted = {row.code: (row.planned, row.published) for row in queries.programmes_seen(people.cqc)}
    assert counted["ilacs"] == (0, 1)
    assert [row.code for row in queries.programmes_seen(people.cqc)][:4] == [
        "fundamental-standards", "clas", "saas", "other-cqc",
    ]  # fmt: skip
    programme(sharing="own")
    assert "ilacs" not in {row.code for row in queries.programmes_seen(people.cqc)}
    assert "ilacs" in {row.code for row in queries.programmes_seen(people.ofsted)}
    with pytest.raises(Http404):
        queries.programme_for(people.cqc, "ilacs")


def test_the_list_is_narrowed_by_what_is_asked():
    old = done(kind="self-assessment", starts_on=programme().valid_from, ends_on=programme().valid_from)
    new = activity()
    person = cast().ofsted

    def found(**asked):
        return list(queries.activities_seen(person, queries.ActivityFilter(**asked)))

    assert found(year=2025) == [new]
    assert found(kind="self-assessment") == found(standing="done") == [old]
    assert found(text="fellmoor") == found(region="walk") == [new, old]
    assert found(text="ravenholt") == found(region="elsewhere") == []
    assert found(sort="oldest") == [old, new]
    assert Activity.objects.count() == 2


def test_what_was_shared_stands_beside_the_decision_when_to_come():
    people = cast()
    theirs = sent(by=people.cqc, to=("ofsted",))
    sent(by=people.cqc, to=("hmicfrs",))
    withdrawn = sent(by=people.cqc, to=("ofsted",))
    withdraw_item(withdrawn, why="Wrong area", by=people.cqc)
    row = activity(kind="standard-inspection", timing_reason="Three years are over.")
    assert row.timing_seen == [f"intelligence.item:{theirs.pk}"]
    assert [one.address for one in queries.named_again(people.ofsted, row.timing_seen)] == [theirs.get_absolute_url()]
    withdraw_item(theirs, why="Mistaken", by=people.cqc)
    assert queries.named_again(people.ofsted, row.timing_seen)[0].words.endswith("(withdrawn)")


def test_an_item_says_what_it_was_learned_in_to_those_who_see_that():
    row = activity()
    people = cast()
    key = f"programmes.activity:{row.pk}"
    assert naming.words_of(people.ofsted, [key])[key].words == "ILACS, Monitoring visit, Fellmoor Council, 12 May 2025"
    assert naming.words_of(people.cqc, [key])[key] == naming.Named("Something that you may not see")


def test_what_is_shared_can_inform_the_own_programmes():
    programme()
    cqc = cast().cqc.membership.inspectorate
    assert [code for code, _name in naming.programmes(cqc)] == ["fundamental-standards", "clas", "saas", "other-cqc"]
