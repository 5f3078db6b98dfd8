"""Whose items somebody sees: nobody but the sender's and the recipients' casework people, and a draft only its author and office."""

import pytest
from django.http import Http404

from agencies.commands import leave
from agencies.models import RoleKind
from intelligence import commands, queries
from intelligence.queries import ItemFilter
from tests.factories import RoleFactory
from tests.sharing import draft, inspectorates, sent
from tests.walk import cast

pytestmark = pytest.mark.django_db
CASEWORK = ("programme_lead", "lead", "ofsted", "stranger", "ofsted_signatory", "reviewer", "decision_maker")
CQC = ("cqc", "cqc_programme_lead", "cqc_signatory")


def seeing(item, **asked):
    """Everybody of the play who finds it by its list and, alike, by its page."""
    found = set()
    people = cast()
    for part in vars(people):
        person = getattr(people, part)
        listed = queries.items_seen(person, ItemFilter(**asked)).filter(pk=item.pk).exists()
        try:
            opened = queries.item_for(person, item.pk).pk == item.pk
        except Http404:
            opened = False
        assert listed == opened, part
        found |= {part} if opened else set()
    return found


def test_a_draft_is_seen_by_its_author_and_the_programme_leads_of_that_inspectorate():
    assert seeing(draft(by=cast().ofsted), state="draft") == {"ofsted", "programme_lead"}


def test_what_was_sent_is_seen_by_the_casework_people_of_the_sender_and_of_each_recipient():
    assert seeing(sent(by=cast().ofsted)) == {*CASEWORK, *CQC}


def test_a_recipient_that_is_added_later_sees_it_from_then_on():
    item = sent(by=cast().ofsted)
    commands.add_recipients(item, recipients=inspectorates("hmicfrs"), by=cast().ofsted)
    assert seeing(item) == {*CASEWORK, *CQC, "hmicfrs", "hmicfrs_signatory"}


def test_what_was_withdrawn_is_still_seen_by_the_same_people():
    item = sent(by=cast().ofsted)
    commands.withdraw_item(item, why="It was another area", by=cast().ofsted)
    assert seeing(item, state="withdrawn") == {*CASEWORK, *CQC}


@pytest.mark.parametrize("kind", [RoleKind.ADMINISTRATOR, RoleKind.INFORMATION_GOVERNANCE, RoleKind.OBSERVER])
def test_whoever_takes_on_a_role_without_casework_sees_it_no_longer(kind):
    item = sent(by=cast().ofsted)
    RoleFactory(user=cast().cqc, kind=kind)
    assert seeing(item) == {*CASEWORK, *CQC} - {"cqc"}


def test_who_leaves_sees_nothing_and_the_draft_stays_with_the_office():
    item = draft(by=cast().ofsted)
    leave(cast().ofsted, by=cast().ofsted_administrator)
    assert seeing(item, state="draft") == {"programme_lead"}
    commands.edit_item(
        item, base=1, text="Others wait too.", about=commands.About("concern", "other"), by=cast().programme_lead
    )
    assert queries.number_of_drafts(cast().programme_lead) == 1


def test_search_filter_and_count_find_only_what_is_seen():
    people = cast()
    sent(by=people.ofsted, text="Missing children wait.", urgent=True, topic="walk-topic", strand="front-door")
    sent(by=people.hmicfrs, to=("hmi-probation",), text="Missing children are found quickly.")
    for asked in ({"text": "missing"}, {"kind": "concern"}, {"local_area": "X001"}, {}):
        found = {name: queries.items_seen(getattr(people, name), ItemFilter(**asked)).count() for name in ("ofsted", "hmicfrs")}
        assert (asked, found) == (asked, {"ofsted": 1, "hmicfrs": 1})
    narrow = ItemFilter(urgent=True, topic="walk-topic", strand="front-door", inspectorate="ofsted", state="open")
    assert [row.text.body for row in queries.items_seen(people.cqc, narrow)] == ["Missing children wait."]
    assert not queries.items_seen(people.probation, narrow).exists()
    assert not queries.items_seen(people.cqc, ItemFilter(state="closed")).exists()


def test_what_is_alike_is_found_among_what_the_writer_sees_and_about_the_same_area_alone():
    people = cast()
    area = sent(by=people.ofsted).local_area
    sent(by=people.ofsted, area="X002")
    sent(by=people.ofsted, text="The board meets each month.")
    words = "Referrals of missing children wait for days at the front door"
    assert [row.local_area.code for row in queries.similar(people.cqc, area, words)] == ["X001"]
    assert queries.similar(people.hmicfrs, area, words) == []
    assert queries.similar(people.cqc, area, "  ") == []
