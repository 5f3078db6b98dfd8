"""Texts: nothing written is ever overwritten unseen."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from jtai.errors import NotNow
from writing.commands import rewrite, settle, write
from writing.models import Revision, Text
from writing.queries import history_of, waiting_beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@ofsted.example", "Ada")


@pytest.fixture
def ben() -> User:
    return User.objects.create_user("ben@cqc.example", "Ben")


def test_a_new_text_has_its_first_revision(ada):
    text = write("Children wait.", by=ada)
    (revision,) = history_of(text)
    assert (revision.number, revision.base, revision.body, revision.author) == (1, 0, "Children wait.", ada)
    assert revision.sha256 == hashlib.sha256(b"Children wait.").hexdigest()


def test_words_that_start_from_the_current_version_become_it(ada, ben):
    text = write("Children wait.", by=ada)
    saved = rewrite(text, "Most children wait.", base=1, by=ben)
    text.refresh_from_db()
    assert saved.kept is None
    assert (text.body, text.version) == ("Most children wait.", 2)


def test_a_stale_save_is_kept_beside_and_changes_nothing(ada, ben):
    text = write("Children wait.", by=ada)
    rewrite(text, "Most children wait.", base=1, by=ben)
    saved = rewrite(text, "Few children wait.", base=1, values={"kind": "strength"}, by=ada)
    text.refresh_from_db()
    assert (text.body, text.version) == ("Most children wait.", 2)
    assert saved.kept is not None
    assert (saved.kept.body, saved.kept.values, saved.kept.base) == ("Few children wait.", {"kind": "strength"}, 1)
    assert list(waiting_beside(text)) == [saved.kept]


def test_words_from_a_version_that_never_was_are_kept_beside(ada):
    text = write("Children wait.", by=ada)
    saved = rewrite(text, "Few children wait.", base=7, by=ada)
    text.refresh_from_db()
    assert (text.body, text.version) == ("Children wait.", 1)
    assert saved.kept is not None
    assert (saved.kept.body, saved.kept.base) == ("Few children wait.", 1)


def test_the_next_save_goes_on_after_words_kept_beside(ada, ben):
    text = write("one", by=ada)
    rewrite(text, "two", base=1, by=ben)
    rewrite(text, "three, too late", base=1, by=ada)
    rewrite(text, "two and three", base=2, by=ada)
    text.refresh_from_db()
    assert (text.body, text.version) == ("two and three", 4)


def test_the_same_words_again_leave_nothing(ada):
    text = write("one", by=ada)
    rewrite(text, "one", base=1, by=ada)
    assert Revision.objects.filter(text=text).count() == 1


def test_changed_fields_alone_make_a_version(ada):
    text = write("one", by=ada)
    rewrite(text, "one", base=1, values={"kind": "strength"}, changed=True, by=ada)
    text.refresh_from_db()
    assert text.version == 2


def test_settling_twice_says_so(ada, ben):
    text = write("one", by=ada)
    rewrite(text, "two", base=1, by=ben)
    kept = rewrite(text, "three", base=1, by=ada).kept
    settle(kept, by=ada)
    assert list(waiting_beside(text)) == []
    with pytest.raises(NotNow, match="already settled"):
        settle(kept, by=ben)


class NothingIsLost(TestCase):
    """Whatever two people save from whatever version, every different text they sent is in the history."""

    @given(st.lists(st.tuples(st.text(alphabet="abc ", max_size=5), st.integers(0, 9), st.booleans()), max_size=12))
    def test_every_text_sent_is_in_the_history(self, saves):
        ada = User.objects.create_user("ada@ofsted.example", "Ada")
        ben = User.objects.create_user("ben@cqc.example", "Ben")
        text = write("first", by=ada)
        for body, base, is_ada in saves:
            rewrite(text, body, base=base, by=ada if is_ada else ben)
        sent = {"first"} | {body for body, _base, _who in saves}
        text = Text.objects.get(pk=text.pk)
        assert sent == set(Revision.objects.filter(text=text).values_list("body", flat=True))
        assert text.revisions_made == Revision.objects.filter(text=text).count()
