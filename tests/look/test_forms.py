"""A form looks and speaks as the design system asks, and never loses what was typed."""

import datetime as dt
import re
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from django import forms
from django.template.loader import render_to_string

from jtai.forms import MAX_TEXT, Form, GovukDateField, Look, SearchForm, problems, required
from jtai.forms.rows import Hidden

KINDS = [("strength", "Strength"), ("priority", "Priority action")]


class NoteForm(Form):
    statement = forms.CharField(widget=forms.Textarea, help_text="What you saw.", error_messages=required("Enter a statement"))
    child = forms.CharField(label="Child reference", max_length=12, required=False)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=forms.RadioSelect, help_text="One of them.")
    action = forms.CharField(label="What has to be done", required=False)
    agencies = forms.MultipleChoiceField(choices=[(1, "Police"), (2, "Health")], widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(choices=[("", "---------"), ("North", [(7, "Fellmoor & Dale")])])
    seen = GovukDateField(label="Date of the visit")
    agree = forms.BooleanField(label="I have read it")
    version = forms.IntegerField(widget=forms.HiddenInput)
    looks: ClassVar = {
        "child": Look(width=10),
        "kind": Look(hints={"strength": "Good practice."}, reveals={"priority": "action"}),
    }


GOOD = {
    "statement": "Children are heard.",
    "kind": "priority",
    "action": "Train the front door.",
    "agencies": ["1", "2"],
    "area": "7",
    "seen_day": "27",
    "seen_month": "3",
    "seen_year": "2026",
    "agree": "on",
    "version": "4",
}


class Page(HTMLParser):
    """The elements of a page, by id and in order."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    @property
    def ids(self):
        return [attrs["id"] for _tag, attrs in self.elements if "id" in attrs]

    def all(self, tag, **wanted):
        return [attrs for found, attrs in self.elements if found == tag and wanted.items() <= attrs.items()]

    def one(self, tag, **wanted):
        (found,) = self.all(tag, **wanted)
        return found


def test_a_good_form_gives_values():
    form = NoteForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"] == dt.date(2026, 3, 27)
    assert form.cleaned_data["agencies"] == ["1", "2"]
    assert form.cleaned_data["version"] == 4


@pytest.mark.parametrize("data", [{}, {**GOOD, "statement": "", "seen_month": "", "kind": "no such"}, GOOD])
def test_every_reference_in_the_page_leads_somewhere(data):
    page = Page(str(NoteForm(data)))
    assert len(page.ids) == len(set(page.ids))
    referred = [target for _tag, attrs in page.elements for target in attrs.get("aria-describedby", "").split()]
    referred += [attrs["for"] for attrs in page.all("label")]
    referred += [attrs["data-reveals"] for _tag, attrs in page.elements if "data-reveals" in attrs]
    referred += [attrs["href"].removeprefix("#") for attrs in page.all("a")]
    assert referred
    assert set(referred) <= set(page.ids)


def test_the_summary_links_to_the_first_input_to_change():
    html = str(NoteForm({**GOOD, "statement": " ", "kind": "", "agencies": [], "seen_month": "", "version": ""}))
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', html)
    assert links == [
        ("id_statement", "Enter a statement"),
        ("id_kind_0", "Select kind"),
        ("id_agencies_0", "Select agencies"),
        ("id_seen_month", "Enter a month too, like 31 3 2026"),
    ]
    assert "<li>Enter version</li>" in html  # a hidden input cannot be gone to


def test_hint_and_error_describe_their_input():
    page = Page(str(NoteForm({})))
    assert page.one("textarea")["aria-describedby"] == "id_statement_helptext id_statement_error id_statement-info"
    assert page.one("textarea")["aria-invalid"] == "true"
    kind = page.all("fieldset")[0]
    assert kind["aria-describedby"] == "id_kind_helptext id_kind_error"
    assert page.one("input", id="id_kind_0")["aria-describedby"] == "id_kind_0_hint"


def test_an_unsent_form_shows_no_errors():
    html = str(NoteForm())
    assert "error" not in html
    assert "aria-invalid" not in html
    assert "required" not in html


def test_the_summary_stands_once_at_the_head_of_the_page():
    form = NoteForm({})
    html = render_to_string("errors/422.html", {"form": form}) + str(form)
    assert html.count("govuk-error-summary__title") == 1
    assert html.index("govuk-error-summary__title") < html.index("<h1")
    assert "<title>Error: " in html


def test_title_says_error_only_when_there_is_one():
    assert "Error: " not in render_to_string("errors/422.html", {"form": NoteForm()})
    assert "Error: " not in render_to_string("errors/422.html", {"form": NoteForm(GOOD)})


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_hidden_characters_are_refused_with_a_sentence_and_taken_out(character):
    form = NoteForm({**GOOD, "statement": f"Children{character} are heard."})
    (message,) = form.errors["statement"]
    assert message.startswith("The text had a hidden character that cannot be stored.")
    shown = str(form)
    assert "Children are heard.</textarea>" in shown
    assert NoteForm({**GOOD, "statement": form["statement"].value()}).is_valid()


def test_hidden_characters_are_refused_in_every_text_field():
    form = NoteForm({**GOOD, "child": "C\x007", "statement": "a\x00b\x00c"})
    assert list(form.errors) == ["statement", "child"]
    assert "had 2 hidden characters" in form.errors["statement"][0]


@pytest.mark.parametrize("field", ["kind", "agencies", "area", "seen_day", "version", "agree"])
def test_no_field_fails_on_a_nul(field):
    assert NoteForm({**GOOD, field: ["1\x00"] if field == "agencies" else "1\x00"}).is_valid() in (True, False)


def test_words_line_break_from_a_word_processor_becomes_a_line():
    form = NoteForm({**GOOD, "statement": "one\x0btwo"})
    assert not form.is_valid()
    assert form["statement"].value() == "one\ntwo"


def test_tab_line_end_and_every_script_are_text():
    text = "Ŵyneb\té 日本 \N{SLIGHTLY SMILING FACE}\nשמש"
    form = NoteForm({**GOOD, "statement": text})
    assert form.is_valid()
    assert form.cleaned_data["statement"] == text


def test_one_character_too_many_is_refused_and_all_are_kept():
    text = "x" * (MAX_TEXT + 1)
    form = NoteForm({**GOOD, "statement": text})
    assert form.errors["statement"] == ["Enter at most 100,000 characters here. You have entered 100,001"]
    assert text in str(form)


def test_the_longest_text_is_accepted_and_line_ends_count_once():
    text = "x\r\n" * (MAX_TEXT // 2)
    form = NoteForm({**GOOD, "statement": text + "x"})
    assert not form.is_valid()
    form = NoteForm({**GOOD, "statement": "y" + text[:-3] + "x"})
    assert form.is_valid()
    assert "\r" not in form.cleaned_data["statement"]


def test_the_browser_is_never_told_to_cut_a_text_short():
    page = Page(str(NoteForm({**GOOD, "child": "C" * 13})))
    assert "maxlength" not in page.one("input", id="id_child")
    assert page.one("input", id="id_child")["value"] == "C" * 13


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "wrong"),
    [
        ("", "", "", "Enter date of the visit", ["day", "month", "year"]),
        ("27", "", "2026", "Enter a month too, like 31 3 2026", ["month"]),
        ("", "", "2026", "Enter a day and a month too, like 31 3 2026", ["day", "month"]),
        ("31", "2", "2026", "Enter a real date, like 31 3 2026", ["day", "month", "year"]),
        ("32", "1", "2026", "Enter a real date, like 31 3 2026", ["day"]),
        ("1", "13", "2026", "Enter a real date, like 31 3 2026", ["month"]),
        ("1", "1", "26", "Enter the year with 4 numbers", ["year"]),
        ("x", "1", "2026", "Enter a real date, like 31 3 2026", ["day"]),
        ("²", "1", "2026", "Enter a real date, like 31 3 2026", ["day"]),
        ("9" * 5000, "1", "2026", "Enter a real date, like 31 3 2026", ["day"]),
        ("1\x00", "1", "2026", "Enter a real date, like 31 3 2026", ["day"]),
        ("2026-02-30", "", "", "Enter a real date, like 31 3 2026", ["day", "month", "year"]),
    ],
)
def test_a_date_that_is_none_says_which_part(day, month, year, message, wrong):
    form = NoteForm({**GOOD, "seen_day": day, "seen_month": month, "seen_year": year})
    assert form.errors["seen"] == [message]
    page = Page(str(form))
    marked = [attrs["id"].removeprefix("id_seen_") for attrs in page.all("input", **{"aria-invalid": "true"})]
    assert marked == wrong
    assert problems(form) == [{"text": message, "href": f"#id_seen_{wrong[0]}"}]
    assert page.one("input", id="id_seen_day")["value"] == day


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("27", "3", "2026"),
        ("27", "03", "2026"),
        (" 27 ", "March", "2026"),
        ("27", "mar", "2026"),
        ("2026-03-27", "", ""),
        ("27/3/2026", "", ""),
        ("27 March 2026", "", ""),
        ("", "", "2026-03-27"),
    ],
)
def test_a_date_is_read_as_people_write_it(day, month, year):
    form = NoteForm({**GOOD, "seen_day": day, "seen_month": month, "seen_year": year})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"] == dt.date(2026, 3, 27)


def test_a_date_may_come_whole_under_its_own_name():
    class Visit(Form):
        seen = GovukDateField()

    assert Visit({"seen": "2026-03-27"}).is_valid()


def test_a_date_keeps_to_its_limits_and_shows_its_initial_value():
    class Visit(Form):
        seen = GovukDateField(earliest=dt.date(2026, 4, 1), latest=dt.date(2027, 3, 31), required=False)

    early = Visit({"seen_day": "31", "seen_month": "3", "seen_year": "2026"})
    assert early.errors["seen"] == ["Enter a date on or after 1 April 2026"]
    late = Visit({"seen_day": "1", "seen_month": "4", "seen_year": "2027"})
    assert late.errors["seen"] == ["Enter a date on or before 31 March 2027"]
    empty = Visit({})
    assert empty.is_valid()
    assert empty.cleaned_data["seen"] is None
    page = Page(str(Visit(initial={"seen": dt.date(2026, 5, 9)})))
    assert [attrs["value"] for attrs in page.all("input")] == ["9", "5", "2026"]
    assert not Visit(
        {"seen_day": "9", "seen_month": "5", "seen_year": "2026"}, initial={"seen": dt.date(2026, 5, 9)}
    ).has_changed()


def test_choices_come_back_as_they_were_made():
    page = Page(str(NoteForm(GOOD)))
    assert "checked" in page.one("input", id="id_kind_1")
    assert "checked" not in page.one("input", id="id_kind_0")
    assert all("checked" in attrs for attrs in page.all("input", type="checkbox"))
    assert "selected" in page.one("option", value="7")
    assert page.one("optgroup") == {"label": "North"}
    assert "Select one" in str(NoteForm(GOOD))


def test_what_people_typed_is_escaped():
    evil = '"><script>alert(1)</script>'

    class Chosen(Form):
        one = forms.ChoiceField(choices=[(evil, evil)])
        two = forms.ChoiceField(choices=[(evil, evil)], widget=forms.RadioSelect)
        text = forms.CharField(label=evil, help_text="plain")

    html = str(Chosen({"one": evil, "two": evil, "text": evil}, prefix="p", initial={}))
    assert "<script" not in html
    html = str(Chosen({"p-one": evil, "p-two": evil, "p-text": evil}, prefix="p"))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 6


def test_a_field_under_a_choice_stands_under_it_only():
    html = str(NoteForm({**GOOD, "kind": "strength"}))
    assert html.count('name="action"') == 1
    assert 'class="govuk-radios__conditional govuk-radios__conditional--hidden" id="id_kind_1_more"' in html
    assert "conditional--hidden" not in str(NoteForm(GOOD))


def test_a_question_can_be_the_heading_of_its_page():
    class Question(Form):
        name = forms.CharField(label="What is the reference of the child?")
        kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect)
        looks: ClassVar = {"name": Look(heading=True), "kind": Look(heading=True)}

    html = str(Question())
    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="id_name">' in html
    assert '<h1 class="govuk-fieldset__heading">Kind</h1>' in html
    assert Question({}).errors["name"] == ["Enter an answer"]


def test_fields_that_may_stay_empty_say_so_except_in_a_search():
    class Search(SearchForm):
        words = forms.CharField(required=False)

    assert "Child reference (optional)" in str(NoteForm())
    assert "(optional)" not in str(Search())
    assert 'id="filter_words"' in str(Search())


def test_numbers_are_read_by_us_and_fit_their_column():
    class Days(Form):
        days = forms.IntegerField(label="Working days", min_value=1)

    page = Page(str(Days()))
    assert page.one("input") == {
        "type": "text",
        "name": "days",
        "class": "govuk-input",
        "id": "id_days",
        "inputmode": "numeric",
    }
    assert Days({"days": "soon"}).errors["days"] == ["Enter a whole number, like 15"]
    assert Days({"days": "0"}).errors["days"] == ["Enter 1 or more"]
    assert Days({"days": "9" * 30}).errors["days"] == ["Enter 2147483647 or less"]


def test_a_plain_django_form_gets_the_same_look():
    class Foreign(forms.Form):
        new = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
        kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect)

    html = str(Foreign({}))
    assert '<a href="#id_new">' in html
    assert '<a href="#id_kind_0">' in html
    assert 'data-module="govuk-password-input"' in html
    assert 'autocomplete="new-password"' in html


def test_errors_of_the_whole_form_come_first_and_without_a_link():
    form = NoteForm({**GOOD, "statement": ""})
    form.add_error(None, "Somebody else has saved this finding")
    assert [problem["href"] for problem in problems(form)] == ["", "#id_statement"]


def test_error_pages_need_nothing():
    for name in ("400", "403", "404", "500", "403_csrf"):
        assert "<h1" in render_to_string(f"{name}.html")
    for name in ("400", "403", "404", "409", "422"):
        html = render_to_string(f"errors/{name}.html", {"sentence": "CQC has <not> signed."})
        assert "CQC has &lt;not&gt; signed." in html


@pytest.mark.parametrize("value", [None, "", 0, 7, 'a"<b>&', "2f7c1d0e-5f7b-4f37-9a4b-3c7e8f0b9d11"])
def test_a_hidden_input_is_printed_as_django_prints_it(value):
    printed = Hidden().render("base", value, {"id": "id_base"})
    assert printed == forms.HiddenInput().render("base", value, {"id": "id_base"})
