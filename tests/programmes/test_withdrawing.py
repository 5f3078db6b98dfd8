"""What was recorded by mistake is withdrawn: it counts nowhere, can still be read, and can be brought back."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from desk.profile import profile_of
from jtai.errors import Invalid, NotAllowed, NotNow
from programmes import commands, policies, queries
from programmes.models import BreachState, Programme, RecommendationState
from programmes.queries import Among, FollowingFilter
from tests.programmes.acting import ENDED, breach, done, programme, recommendation, today
from tests.walk import cast

pytestmark = pytest.mark.django_db
CODE = "fundamental-standards"
STEPS = {"must-address": (), "addressed": ("address",), "enforcement": ("enforce",), "resolved": ("enforce", "resolve")}


def withdrawn(row, why="Of another provider."):
    return commands.withdraw_followed(row, state=row.state, reason=why, by=row.recorded_by)


def counted(user, code):
    """What is open in the list, asked by the rules, and said at home."""
    whose = Programme.objects.get(code=code)
    client = Client()
    client.force_login(user)
    home = f"/programmes/{code}/" in client.get("/").content.decode()
    listed = queries.followed(user, whose, FollowingFilter(), today()).count()
    asked = [
        row for row in queries.standing_of(whose, today().year, today()).lines if row.duty.kind in {"breach", "recommendation"}
    ]
    return listed, len(asked), home


@pytest.mark.parametrize(("add", "code"), [(breach, CODE), (recommendation, "clas")])
def test_what_was_recorded_by_mistake_counts_nowhere_and_counts_again_once_it_is_brought_back(add, code):
    row = add()
    user = cast().cqc_programme_lead
    assert counted(user, code) == (1, 1, True)
    profile = profile_of(user, Among([row.agency]))
    assert len([*profile.followed, *profile.ahead]) == 2
    row = withdrawn(row)
    assert (row.state, row.withdrawn_on, row.withdrawn_why) == ("withdrawn", today(), "Of another provider.")
    assert counted(user, code) == (0, 0, False)
    profile = profile_of(user, Among([row.agency]))
    assert [*profile.followed, *profile.ahead] == []
    row = commands.bring_back_followed(row, reason="It was theirs.", by=row.recorded_by)
    assert (row.withdrawn_on, row.withdrawn_from, row.withdrawn_why) == (None, "", "")
    assert counted(user, code) == (1, 1, True)
    said = Event.objects.select_related("words").filter(
        verb__in=[f"{row._meta.model_name}.{what}" for what in ("withdraw", "bring_back")]
    )
    assert [event.words.data["reason"] for event in said.order_by("pk")] == ["Of another provider.", "It was theirs."]


@pytest.mark.parametrize("state", BreachState.values)
def test_a_breach_can_be_withdrawn_in_each_state_and_comes_back_to_it(state):
    row, by = breach(), cast().cqc
    for step in STEPS.get(state, ()):
        row = commands.follow_breach(row, step=step, on=ENDED, note="Done.", by=by)
    if state == "withdrawn":
        row = withdrawn(row)
        assert policies.can_withdraw.why_not(by, row) == "This was withdrawn already."
        for step in policies.BREACH_STEPS:
            with pytest.raises(NotNow, match="Bring it back first"):
                policies.can_follow_breach.check(by, row, step)
        with pytest.raises(NotNow, match="Bring it back first"):
            policies.can_reword.check(by, row, "Why.")
        return
    assert policies.can_bring_back.why_not(by, row) == "Only what was withdrawn can be brought back."
    days = (row.addressed_on, row.enforcement_on, row.resolved_on)
    back = commands.bring_back_followed(withdrawn(row), reason="No slip.", by=by)
    assert (back.state, (back.addressed_on, back.enforcement_on, back.resolved_on)) == (state, days)


@pytest.mark.parametrize("state", RecommendationState.values)
def test_so_can_a_recommendation(state):
    row, by = recommendation(), cast().cqc
    if state in {"met", "not-met"}:
        row = commands.close_recommendation(row, met=state == "met", on=ENDED, note="Seen.", by=by)
    if state == "withdrawn":
        row = withdrawn(row)
        assert policies.can_withdraw.why_not(by, row) == "This was withdrawn already."
        for policy in (policies.can_close_recommendation, policies.can_reopen_recommendation):
            with pytest.raises(NotNow, match="Bring it back first"):
                policy.check(by, row)
        return
    assert policies.can_bring_back.why_not(by, row) == "Only what was withdrawn can be brought back."
    assert commands.bring_back_followed(withdrawn(row), reason="No slip.", by=by).state == state


def test_it_is_withdrawn_with_a_reason_by_its_inspectorate_as_it_was_seen():
    row = breach()
    for reason, state, by, refusal in (
        (" ", row.state, cast().cqc, Invalid),
        ("A slip.", "addressed", cast().cqc, NotNow),
        ("A slip.", row.state, cast().ofsted, NotAllowed),
    ):
        with pytest.raises(refusal):
            commands.withdraw_followed(row, state=state, reason=reason, by=by)
    row = withdrawn(row)
    for reason, by, refusal in ((" ", cast().cqc, Invalid), ("No slip.", cast().ofsted, NotAllowed)):
        with pytest.raises(refusal):
            commands.bring_back_followed(row, reason=reason, by=by)


def test_an_activity_that_never_took_place_is_taken_back_once_its_breach_is_withdrawn():
    row = breach(done(CODE, "inspection"))
    by = row.recorded_by
    assert not policies.can_take_back(by, row.activity)
    row = withdrawn(row)
    commands.take_back(row.activity, standing="done", by=by)
    with pytest.raises(NotNow, match="as done first"):
        commands.bring_back_followed(row, reason="It took place.", by=by)


def test_it_is_still_read_on_its_page_and_in_the_list_of_its_activity(client):
    programme(CODE, "published")
    row = breach()
    client.force_login(cast().cqc)
    page = client.get(row.get_absolute_url()).content.decode()
    assert reverse("breach_withdraw", args=[row.pk]) in page
    body = {"reason": "Of another provider.", "state": row.state}
    page = client.post(reverse("breach_withdraw", args=[row.pk]), body, follow=True).content.decode()
    for words in ("It is withdrawn", "Withdrawn: recorded by mistake", "Of another provider.", "Bring it back"):
        assert words in page
    assert reverse("breach_step", args=[row.pk, "address"]) not in page
    assert "Withdrawn: recorded by mistake" in client.get(row.activity.get_absolute_url()).content.decode()
    trail = client.get(reverse("activity_trail", args=[row.activity_id])).content.decode()
    assert "Withdrew a breach that was recorded by mistake" in trail
    page = client.post(reverse("breach_bring_back", args=[row.pk]), {"reason": "It was theirs."}, follow=True)
    assert "Must be addressed" in page.content.decode()


def test_the_list_can_show_what_was_withdrawn(client):
    row = withdrawn(breach())
    client.force_login(cast().cqc)
    address = reverse("programme_following", args=[CODE])
    assert row.standard not in client.get(address).content.decode()
    page = client.get(f"{address}?state=withdrawn").content.decode()
    assert (row.standard in page, page.count('value="withdrawn"'), "Invented" in page) == (True, 1, True)
