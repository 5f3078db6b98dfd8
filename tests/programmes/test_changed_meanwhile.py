"""What somebody changed while another looked is said and shown, what was typed stays, and the next sending is about what is shown."""

import pytest
from django.urls import reverse

from audit.queries import key_of, trail_of
from programmes import commands
from programmes.models import Activity
from tests.hidden import hidden
from tests.programmes.acting import activity, breach, done, published, recommendation, reword, reworded
from tests.walk import cast

pytestmark = pytest.mark.django_db
TYPED = "It was recorded of another one."


def opened(client, row, name, *args):
    """The address of one of its pages, and the page, for a colleague of who recorded it."""
    inside = row if isinstance(row, Activity) else row.activity
    client.force_login(inside.recorded_by)
    address = reverse(name, args=[row.pk, *args])
    return address, client.get(address)


def refused(client, address, body, *shown):
    """The page that refuses it and shows all of this."""
    answer = client.post(address, body)
    said = answer.content.decode()
    assert (answer.status_code, [words for words in shown if words not in said]) == (409, [])
    return answer


def reasons(row):
    """Why steps of it were undone, as the trail has it."""
    rows = trail_of(row.activity.stream).filter(target=key_of(row), verb__endswith=".reopen").order_by("sequence")
    return [event.words.data["reason"] for event in rows]


def follow(row, step):
    return commands.follow_breach(row, step=step, on=row.found_on, note="Seen.", by=row.activity.recorded_by)


def test_another_step_of_a_breach_is_shown_before_it_is_undone(client):
    row = breach()
    follow(row, "enforce")
    address, page = opened(client, row, "breach_step", "reopen")
    assert "It is recorded as: Enforcement" in page.content.decode()
    body = {"state": hidden(page, "state"), "reason": TYPED}
    follow(row, "resolve")
    answer = refused(client, address, body, "Somebody took another step", "It is recorded as: Resolved", TYPED)
    assert client.post(address, {**body, "state": hidden(answer, "state")}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note, row.resolution, reasons(row)) == ("enforcement", "Seen.", "", [TYPED])


def test_a_step_that_is_taken_in_the_same_moment_is_shown_too(client, monkeypatch):
    row = breach()
    follow(row, "enforce")
    address, page = opened(client, row, "breach_step", "reopen")
    undo = commands.reopen_breach

    def followed_first(found, **facts):
        follow(row, "resolve")
        return undo(found, **facts)

    monkeypatch.setattr(commands, "reopen_breach", followed_first)
    answer = refused(client, address, {"state": hidden(page, "state"), "reason": TYPED}, "It is recorded as: Resolved")
    assert hidden(answer, "state") == "resolved"


def close(row, *, met):
    return commands.close_recommendation(row, met=met, on=row.due_on, note="Seen.", by=row.activity.recorded_by)


def test_a_recommendation_that_was_closed_otherwise_is_shown_before_it_is_opened_again(client):
    row = recommendation()
    close(row, met=True)
    address, page = opened(client, row, "recommendation_reopen")
    assert "It is recorded as: Met" in page.content.decode()
    body = {"state": hidden(page, "state"), "reason": TYPED}
    commands.reopen_recommendation(row, state="met", reason="A slip.", by=row.activity.recorded_by)
    close(row, met=False)
    answer = refused(client, address, body, "Somebody took another step", "It is recorded as: Closed, not met", TYPED)
    assert client.post(address, {**body, "state": hidden(answer, "state")}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note, reasons(row)) == ("open", "", ["A slip.", TYPED])


def test_a_step_back_that_somebody_took_is_shown_before_another_is_taken(client):
    row = published()
    address, page = opened(client, row, "activity_take_back")
    body = {"standing": hidden(page, "standing")}
    commands.take_back(row, standing="published", by=row.recorded_by)
    row.refresh_from_db()
    stands = f"This activity is recorded as: {row.get_standing_display()}."
    answer = refused(client, address, body, "Somebody changed this activity meanwhile", stands)
    assert client.post(address, {"standing": hidden(answer, "standing")}).status_code == 302
    row.refresh_from_db()
    assert row.standing == "planned"


def test_the_standing_that_is_sent_back_is_the_one_on_the_page(client, monkeypatch):
    row = published()
    address, page = opened(client, row, "activity_take_back")
    back = commands.take_back

    def taken_first(found, **facts):
        back(row, standing="published", by=row.recorded_by)
        return back(found, **facts)

    monkeypatch.setattr(commands, "take_back", taken_first)
    answer = refused(client, address, {"standing": hidden(page, "standing")}, "recorded as: Done")
    assert hidden(answer, "standing") == "done"


def edited(row, *, base, words):
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on}
    return commands.edit_activity(row, base=base, words=words, effect="improves", by=row.recorded_by, **facts)


def compared(add):
    """Something with words kept beside the second version: (row, its pages, kept, a function that saves other words)."""
    row = add()
    if isinstance(row, Activity):
        edited(row, base=1, words="Second.")
        return row, "activity_versions", edited(row, base=1, words="Kept.").kept, edited
    return row, f"{add.__name__}_versions", reworded(row, words="Kept."), reword


@pytest.mark.parametrize("add", [done, breach, recommendation])
@pytest.mark.parametrize("keep", ["mine", "current"])
def test_words_that_came_while_two_versions_were_compared_are_read_and_then_one_is_chosen(client, add, keep):
    row, name, kept, save = compared(add)
    address, page = opened(client, row, name, kept.number)
    body = {"keep": keep, "merged": TYPED, "base": hidden(page, "base")}
    save(row, base=2, words="Fourth.")
    answer = refused(client, address, body, "Somebody wrote again", "Fourth.", TYPED)
    assert client.post(address, {**body, "base": hidden(answer, "base")}).status_code == 302
    row.text.refresh_from_db()
    assert row.text.body == {"mine": "Kept.", "current": "Fourth."}[keep]


def test_a_text_from_both_that_was_refused_for_something_else_does_not_overwrite_what_came_meanwhile(client):
    row = activity()
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on, "by": row.recorded_by}
    commands.edit_activity(row, base=1, reference="R7", **facts)
    kept = commands.edit_activity(row, base=1, reference="R8", **facts).kept
    address, page = opened(client, row, "activity_versions", kept.number)
    body = {"keep": "merged", "merged": TYPED, "base": hidden(page, "base")}
    commands.edit_activity(row, base=2, reference="R9", **facts)
    commands.cancel_activity(row, reason="Illness", by=cast().ofsted)
    answer = refused(client, address, body, "Undo the cancellation first.", TYPED)
    assert hidden(answer, "base") == "2"
