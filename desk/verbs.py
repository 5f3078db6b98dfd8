"""What the trail's verbs and things are called: one table each, in plain words, with what of an event's words may be shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from desk import labels
from desk.things import THINGS
from inspections.workflow import STEPS


@dataclass(frozen=True)
class Verb:
    """says: what was done. detail: more of it, from the words of the event that are named in it and from no others.

    where: a word of the event, and the detail instead where that word is not empty.
    older: the detail of events from before all these words were kept.
    """

    says: str | Promise
    detail: str | Promise = ""
    where: tuple[str, str | Promise] | None = None
    older: str | Promise = ""


REASON = __("Reason: %(reason)s")
STEP_OF = __("%(step)s on %(on)s: %(note)s")
SCHOOL_HOLIDAY = __("%(area)s: %(name)s, %(first_day)s to %(last_day)s")
UNDONE = __("From “%(before)s” back to “%(after)s”. Reason: %(reason)s")
# The buttons say what a step will do; a trail says what it did.
STEPS_TAKEN: dict[str, str | Promise] = {
    "notify": __("Notified the local area"),
    "start_set_up": __("Started set-up"),
    "start_fieldwork": __("Started fieldwork"),
    "begin_moderation": __("Began moderation"),
    "begin_drafting": __("Began drafting"),
    "send_to_quality_assurance": __("Sent the draft to quality assurance"),
    "return_draft": __("Returned the draft"),
    "send_to_factual_accuracy": __("Sent the draft for factual accuracy"),
    "begin_sign_off": __("Began sign-off"),
    "return_to_drafting": __("Returned the report to drafting"),
    "begin_pre_publication": __("Began pre-publication"),
    "publish": __("Moved the inspection on to published"),
    "record_receipt": __("Moved the inspection on to statement due"),
    "receive_statement": __("Moved the inspection on to statement received"),
    "close": __("Closed the inspection"),
    "close_without_statement": __("Closed the inspection without a statement"),
    "defer": __("Deferred the inspection"),
    "reschedule": __("Moved the inspection to a new week"),
    "pause": __("Paused the inspection"),
    "resume": __("Resumed the inspection"),
    "cancel": __("Cancelled the inspection"),
}
# Of the account: the only ones that a system administrator sees, and the only ones whose words are shown on a person's trail.
# They stand beside whoever did it, which is often not the person whose account it is.
ACCOUNT: dict[str, Verb] = {
    "person.sign_in": Verb(__("Signed in")),
    "person.sign_out": Verb(__("Signed out")),
    "person.join": Verb(__("Took the person into an organisation"), __("%(organisation)s, as %(job_title)s")),
    "person.rename": Verb(__("Changed the name"), __("From %(before)s to %(after)s")),
    "person.change_job_title": Verb(__("Changed the job title"), __("From %(before)s to %(after)s")),
    "person.change_agency": Verb(__("Changed the agency"), __("From %(before)s to %(after)s")),
    "person.begin_co_ordinating": Verb(__("Made the person a co-ordinator of their local area"), "%(organisation)s"),
    "person.end_co_ordinating": Verb(__("Ended the person’s part as a co-ordinator of their local area"), "%(organisation)s"),
    "person.leave": Verb(__("Ended the person’s place in an organisation"), "%(organisation)s"),
    "person.give_role": Verb(__("Gave a role"), __("%(kind)s from %(valid_from)s")),
    "person.end_role": Verb(__("Ended a role"), "%(kind)s"),
    "person.close_account": Verb(__("Closed the account")),
    "person.invite": Verb(__("Invited somebody")),
    "person.invite_again": Verb(__("Sent an invitation again")),
    "person.withdraw_invitation": Verb(__("Withdrew an invitation")),
    "person.accept_invitation": Verb(__("Accepted an invitation")),
    "person.open_account": Verb(__("Opened the account")),
    "person.create_system_administrator": Verb(__("Made the account of a system administrator")),
    "person.choose_password": Verb(__("Chose a password")),
    "person.change_password": Verb(__("Changed their password")),
    "person.ask_password": Verb(__("Somebody asked for a link to choose a new password")),
    "person.reset_password": Verb(__("Chose a new password by a link")),
    "person.lock_out": Verb(__("Signing in was locked after wrong attempts"), __("For %(minutes)s minutes")),
    "person.wrong_code": Verb(__("Somebody entered the right password and a wrong code")),
    "person.ask_recovery": Verb(__("Asked to recover the account")),
    "person.confirm_recovery": Verb(__("Confirmed the recovery of the account, as the second administrator")),
    "person.withdraw_recovery": Verb(__("Called the recovery of the account off")),
    "sign_on.connect": Verb(__("The organisation’s own sign-in was connected to the account"), "%(provider)s"),
    "factor.add": Verb(__("Added a second factor")),
    "factor.remove": Verb(__("Removed a second factor")),
    "factor.new_recovery_codes": Verb(__("Made new recovery codes")),
    "token.create": Verb(__("Made a token"), "%(name)s"),
    "token.revoke": Verb(__("Revoked a token"), "%(name)s"),
    "calendar_feed.make": Verb(__("Made a link to their calendar")),
    "calendar_feed.revoke": Verb(__("The link to their calendar was revoked")),
    "audit.erase_words": Verb(__("Words of older events were erased"), __("Under the policy: %(policy)s")),
    "retention.remove": Verb(__("Something was removed because its time had come"), __("%(policy)s: %(number)s")),
}
# Of what somebody declares about themselves: that they did, never what.
INTERESTS: dict[str, Verb] = {
    "interest.declare": Verb(__("Declared an interest")),
    "interest.end": Verb(__("Ended a declared interest")),
    "interest.state": Verb(__("Looked through the declared interests")),
}
# Of what somebody can take on in a year, and of their leave: that it was entered, never when they are away.
YEAR_OF_PEOPLE: dict[str, Verb] = {
    "capacity.set": Verb(__("Said how many joint inspections the person can be on"), __("%(year)s: %(inspections)s")),
    "absence.record": Verb(__("Entered leave")),
    "absence.change": Verb(__("Changed leave")),
    "absence.remove": Verb(__("Removed leave")),
}
# Of one inspection. What an inspectorate recorded shows by whom and when, never what: its words are its own until moderation.
CASEWORK: dict[str, Verb] = {
    "inspection.plan": Verb(__("Planned the inspection"), __("Fieldwork from %(week)s")),
    **{f"inspection.{name}": Verb(STEPS_TAKEN[name], REASON if s.reason and s.alone else "") for name, s in STEPS.items()},
    "inspection.refuse_deferral": Verb(__("Refused a request to defer"), __("Asked by %(asked_by)s: %(decision)s")),
    "inspection.new_week": Verb(__("Chose a new week"), __("Fieldwork from %(week)s")),
    "inspection.override_date": Verb(__("Changed a date"), __("%(kind)s: %(day)s. Reason: %(reason)s")),
    "inspection.withdraw_override": Verb(__("Took a changed date back"), "%(kind)s"),
    "inspection.assign": Verb(__("Gave a place on the team"), __("%(person)s, %(part)s")),
    "inspection.end_place": Verb(__("Ended a place on the team"), __("%(person)s, %(part)s")),
    "inspection.leave_empty": Verb(__("Left a place on the team empty"), __("%(person)s, %(part)s")),
    "inspection.replace": Verb(__("Handed a place on the team over"), __("From %(person)s to %(successor)s, %(part)s")),
    # The reasons stay with those who decide: they may say what the interest is.
    "inspection.ask_override": Verb(__("Asked to allow a conflict of interest"), __("%(person)s, %(part)s")),
    "inspection.decide_override": Verb(__("Decided on a conflict of interest"), __("%(person)s, %(part)s")),
    "inspection.withdraw_asking": Verb(__("Withdrew what was asked about a conflict of interest"), __("%(person)s, %(part)s")),
    "inspection.open_to": Verb(__("Opened the inspection to a person of the local area"), "%(person)s"),
    "inspection.add_child": Verb(__("Added a child"), __("%(reference)s, age band %(age_band)s")),
    "inspection.remove_child": Verb(__("Removed a child"), "%(reference)s"),
    "request.answer": Verb(__("Answered an item of the information request"), "%(code)s"),
    "request.return": Verb(__("Returned an item of the information request"), "%(code)s"),
    "request.file_add": Verb(__("Added a file to an item of the information request"), "%(code)s"),
    "request.file_remove": Verb(__("Removed a file from an item of the information request"), "%(code)s"),
    "note.add": Verb(__("Added a note")),
    "note.edit": Verb(__("Changed a note")),
    "note.share": Verb(__("Shared a note with the team")),
    "finding.add": Verb(__("Added a finding")),
    "finding.edit": Verb(__("Changed a finding")),
    "finding.choose_notes": Verb(__("Chose the notes that support a finding")),
    "finding.share": Verb(__("Shared a finding with the team")),
    "finding.agree": Verb(__("Agreed a finding"), __("Version %(version)s")),
    "finding.set_aside": Verb(__("Set a finding aside"), REASON),
    "finding.take_up": Verb(__("Took a finding up again")),
    "evaluation.add": Verb(__("Added an evaluation")),
    "evaluation.edit": Verb(__("Changed an evaluation")),
    "text.settle": Verb(__("Decided which of two texts stands")),
    "report.draft": Verb(__("Drafted the report"), __("%(paragraphs)s paragraphs")),
    "report.add_paragraph": Verb(__("Added a paragraph")),
    "report.edit_paragraph": Verb(__("Changed a paragraph")),
    "report.move_paragraph": Verb(__("Moved a paragraph")),
    "report.remove_paragraph": Verb(__("Took a paragraph out")),
    "report.restore_paragraph": Verb(__("Put a paragraph back")),
    "report.link_findings": Verb(__("Chose the findings that a paragraph rests on")),
    "report.settle": Verb(__("Decided which of two texts of a paragraph stands")),
    "report.comment": Verb(__("Commented on the draft")),
    "report.resolve_comment": Verb(__("Resolved a comment")),
    "report.review": Verb(__("Reviewed the draft"), __("Decision: %(decision)s")),
    "report.deliver": Verb(__("Delivered the draft to the local area"), __("Comments due on %(due_on)s")),
    "accuracy.add_point": Verb(__("Added a point of factual accuracy")),
    "accuracy.edit_point": Verb(__("Changed a point of factual accuracy")),
    "accuracy.remove_point": Verb(__("Removed a point of factual accuracy")),
    "accuracy.submit": Verb(__("Sent the points of factual accuracy"), __("%(points)s points")),
    "accuracy.answer": Verb(__("Answered a point of factual accuracy"), __("Answer: %(answer)s")),
    "accuracy.close": Verb(__("Closed factual accuracy"), REASON),
    "report.decide_statement": Verb(__("Decided whether a statement is needed"), REASON),
    "report.freeze": Verb(__("Froze the words"), __("Version %(number)s")),
    "report.sign": Verb(__("Signed the report"), __("Version %(number)s, for %(inspectorate)s")),
    "report.withdraw_signature": Verb(__("Withdrew a signature"), REASON),
    "report.retry_build": Verb(__("Had the files built again"), __("Version %(number)s")),
    "report.built": Verb(__("The files of the report were built"), __("%(pages)s pages")),
    "report.name_reader": Verb(__("Named a reader of the embargoed copy"), "%(person)s"),
    "report.unname_reader": Verb(__("Removed a reader of the embargoed copy"), "%(person)s"),
    "report.embargoed_download": Verb(__("Downloaded the embargoed copy"), __("Version %(number)s as %(format)s")),
    "report.publish": Verb(__("Published the report"), "%(slug)s"),
    "report.receipt": Verb(
        __("Recorded receipt of the report"), __("Received on %(received_on)s, statement due on %(due_on)s")
    ),
    "report.statement": Verb(__("Sent the statement of proposed action")),
    "report.acknowledge": Verb(__("Acknowledged the statement")),
    "audit.erase_words": Verb(__("Words of older events were erased"), __("Under the policy: %(policy)s")),
    "retention.remove": Verb(__("Something was removed because its time had come"), __("%(policy)s: %(number)s")),
}
# Of what an inspectorate records under its programmes. Its words are its own: they are shown on the trail of an activity, to its own people.
PROGRAMMES: dict[str, Verb] = {
    "activity.record": Verb(__("Recorded an activity"), __("%(kind)s, as: %(standing)s")),
    "activity.edit": Verb(__("Changed an activity")),
    "activity.done": Verb(__("Marked an activity as done"), __("From %(starts_on)s to %(ends_on)s")),
    "activity.publish": Verb(__("Marked an activity as published"), __("Published on %(published_on)s")),
    "activity.cancel": Verb(__("Cancelled an activity"), REASON),
    "activity.take_back": Verb(__("Undid the last step of an activity"), __("From “%(before)s” back to “%(after)s”")),
    "activity.judge": Verb(__("Recorded the judgements of an activity"), "%(judgements)s"),
    "activity.put_report": Verb(__("Attached the report of an activity")),
    "activity.remove_report": Verb(__("Removed the report of an activity")),
    "breach.add": Verb(__("Recorded a breach")),
    "breach.edit": Verb(__("Changed a breach")),
    "breach.follow": Verb(__("Recorded what became of a breach"), STEP_OF),
    "breach.reopen": Verb(__("Undid the last step of a breach"), UNDONE, older=REASON),
    "breach.withdraw": Verb(__("Withdrew a breach that was recorded by mistake"), REASON),
    "breach.bring_back": Verb(__("Brought a withdrawn breach back"), REASON),
    "recommendation.add": Verb(__("Added a recommendation"), "%(agency)s"),
    "recommendation.edit": Verb(__("Changed a recommendation")),
    "recommendation.close": Verb(__("Closed a recommendation"), __("%(state)s on %(on)s: %(note)s")),
    "recommendation.reopen": Verb(
        __("Opened a recommendation again"), __("It was “%(before)s”. Reason: %(reason)s"), older=REASON
    ),
    "recommendation.withdraw": Verb(__("Withdrew a recommendation that was recorded by mistake"), REASON),
    "recommendation.bring_back": Verb(__("Brought a withdrawn recommendation back"), REASON),
    "check_item.add": Verb(__("Handed down something to look at")),
    "check_item.look": Verb(
        __("Recorded what was seen of something to look at"), __("On %(seen_on)s: %(seen)s"), older="%(seen)s"
    ),
    "programme.set_sharing": Verb(__("Decided what other inspectorates see of a programme")),
    "programme.ask_import": Verb(__("Sent in a table of activities")),
    "programme.import": Verb(__("A table of activities was read")),
    "programme.credit_jtai": Verb(__("Let the inspection stand for an activity of a programme")),
    "programme.take_back_jtai": Verb(__("The inspection stands for no activity of a programme any more")),
}
# Of what the inspectorates share. In a chain of its own, whose trail has these words, and on the trail of whoever did it, without.
SHARING: dict[str, Verb] = {
    "intelligence.add": Verb(__("Began something to share")),
    "intelligence.edit": Verb(__("Changed a draft of something to share")),
    "intelligence.discard": Verb(__("Discarded a draft of something to share")),
    "intelligence.settle": Verb(__("Decided which of two texts of something shared stands"), "%(keep)s"),
    "intelligence.file_add": Verb(__("Added a file to something to share"), "%(name)s"),
    "intelligence.file_remove": Verb(__("Removed a file from something to share"), "%(name)s"),
    "intelligence.file_take_back": Verb(__("Removed a file from something shared"), REASON),
    "intelligence.send": Verb(__("Shared something with other inspectorates"), __("With %(recipients)s. Marking: %(marking)s")),
    "intelligence.add_recipients": Verb(__("Shared something with more inspectorates"), __("With %(recipients)s")),
    "intelligence.correct": Verb(__("Corrected something shared"), REASON),
    "intelligence.correct_beside": Verb(
        __("Wrote a correction of something shared, which was kept beside words of somebody else"), REASON
    ),
    "intelligence.withdraw": Verb(__("Withdrew something shared"), REASON),
    "intelligence.acknowledge": Verb(__("Acknowledged something shared"), "%(inspectorate)s"),
    "intelligence.see_withdrawal": Verb(__("Acknowledged that something shared was withdrawn"), "%(inspectorate)s"),
    "intelligence.decide": Verb(
        __("Decided about something shared"),
        __("%(inspectorate)s: %(outcome)s. Reason: %(reason)s"),
        ("programme", __("%(inspectorate)s: %(outcome)s (%(programme)s). Reason: %(reason)s")),
    ),
    "intelligence.use": Verb(__("Used something shared"), __("%(inspectorate)s: %(used_in)s")),
    "intelligence.undo_use": Verb(__("Took back that something shared was used"), __("%(inspectorate)s: %(used_in)s")),
    "intelligence.nobody_to_tell": Verb(
        __("The sender was told that something shared is late where nobody can be told"), "%(inspectorate)s"
    ),
    "intelligence.escalate": Verb(__("The programme office was told that something shared is late"), "%(inspectorate)s"),
    "intelligence.letter_add": Verb(__("Began a letter to another inspectorate")),
    "intelligence.letter_edit": Verb(__("Changed the draft of a letter to another inspectorate")),
    "intelligence.letter_settle": Verb(__("Decided which of two texts of a letter stands"), "%(keep)s"),
    "intelligence.letter_discard": Verb(__("Discarded the draft of a letter to another inspectorate"), __("To %(recipient)s")),
    "intelligence.letter_print": Verb(__("Asked for the PDF of a letter between inspectorates")),
    "intelligence.letter_built": Verb(__("The PDF of a letter between inspectorates was built")),
    "intelligence.letter_send": Verb(__("Sent a letter to another inspectorate"), __("To %(recipient)s. Marking: %(marking)s")),
    "intelligence.letter_acknowledge": Verb(__("Acknowledged a letter from another inspectorate"), "%(inspectorate)s"),
    "intelligence.letter_escalate": Verb(__("The programme office was told that a letter is late"), "%(inspectorate)s"),
}
# Of the service. They stand in chains of their own, which nobody's trail shows but that of whoever did it.
SERVICE: dict[str, Verb] = {
    "bank_holiday.add": Verb(__("Added a bank holiday"), "%(name)s, %(day)s"),
    "programme_year.open": Verb(__("Opened a programme year")),
    "plan.make": Verb(__("Made a plan of a year"), "%(name)s"),
    "plan.copy": Verb(__("Copied a plan of a year"), __("%(copied)s, as %(name)s")),
    "plan.edit": Verb(__("Changed what a plan of a year asks"), "%(name)s"),
    "plan.discard": Verb(__("Discarded a plan of a year"), "%(name)s"),
    "plan.bring_back": Verb(__("Brought a plan of a year back"), "%(name)s"),
    "plan.pin": Verb(__("Pinned a local area in a plan of a year"), __("%(area)s, in %(name)s")),
    "plan.rule_out": Verb(__("Ruled a local area out of a plan of a year"), __("%(area)s, in %(name)s. Reason: %(reason)s")),
    "plan.leave_open": Verb(__("Left a local area open in a plan of a year"), __("%(area)s, in %(name)s")),
    "plan.put": Verb(__("Put a local area into a week of a plan"), __("%(area)s, from %(week)s, in %(name)s")),
    "plan.undo": Verb(__("Took a move in a plan of a year back"), __("%(area)s, in %(name)s")),
    "plan.take_out": Verb(__("Took a local area out of a plan of a year"), __("%(area)s, in %(name)s")),
    "plan.propose": Verb(__("Had local areas proposed for a plan of a year"), "%(name)s"),
    "plan.search_on": Verb(__("Had the search for a better plan go on"), "%(name)s"),
    "plan.stop": Verb(__("Stopped the search for a better plan"), "%(name)s"),
    "plan.take": Verb(__("Took the better plan that was found"), "%(name)s"),
    "plan.adopt": Verb(__("Adopted a plan of a year"), "%(name)s"),
    "plan.by_hand": Verb(__("Planned an inspection against rules of its year"), __("%(area)s. Reason: %(reason)s")),
    "programme_year.change_target": Verb(__("Changed the target of a programme year"), __("From %(before)s to %(target)s")),
    "programme_year.replace": Verb(__("Chose what stands in for an inspection in a programme year")),
    "programme_year.take_back_replacement": Verb(__("Took back what stands in for an inspection in a programme year")),
    "school_holiday.add": Verb(__("Added a school holiday"), SCHOOL_HOLIDAY),
    "school_holiday.change": Verb(
        __("Changed a school holiday"), __("%(area)s: %(before)s is now %(name)s, %(first_day)s to %(last_day)s")
    ),
    "school_holiday.remove": Verb(__("Removed a school holiday"), SCHOOL_HOLIDAY),
    "school_holiday.load": Verb(
        __("Loaded a table of school holidays"), __("%(name)s: %(added)s added, %(removed)s removed. Of: %(whose)s")
    ),
    "sign_on.bind": Verb(__("Set up the single sign-on of an inspectorate")),
    "job.retry": Verb(__("Had a failed job tried again")),
    "retention.run": Verb(__("Retention removed what was due")),
    "retention.hold": Verb(__("Put something on hold"), "%(key)s"),
    "retention.release": Verb(__("Released something from hold"), "%(key)s"),
    "access.open": Verb(__("Recorded a request for access"), "%(reference)s"),
    "access.correct": Verb(__("Corrected a request for access"), __("Due on %(due_on)s")),
    "access.extend": Verb(__("Extended the time to answer a request for access"), __("Due on %(due_on)s")),
    "access.reopen": Verb(__("Reopened a request for access"), __("Due on %(due_on)s")),
    "access.search": Verb(__("Searched for a request for access"), __("%(found)s things found")),
    "access.choose": Verb(__("Added something to a disclosure"), __("%(item)s, redactions: %(redactions)s")),
    "access.redact": Verb(__("Redacted more of something"), __("%(item)s, redactions: %(redactions)s")),
    "access.take_out": Verb(__("Took something out of a disclosure"), "%(item)s"),
    "access.lift_redactions": Verb(__("Lifted the redactions of something"), "%(item)s"),
    "access.name_third_parties": Verb(__("Changed the names that a disclosure leaves out"), __("%(number)s names")),
    "access.export": Verb(__("Made a disclosure"), __("Number %(number)s, redactions: %(redactions)s")),
    "access.close": Verb(__("Closed a request for access"), "%(reference)s"),
    "audit.forget_reads": Verb(__("Old reads were removed"), __("Before %(before)s")),
}
# Of answering requests for access, on the trail of whoever did it: which request and which item, by number, and never in words,
# for a reference and what was searched for can name whoever asked.
ACCESS: frozenset[str] = frozenset(name for name in SERVICE if name.startswith("access."))
BY_NUMBER = frozenset({"item", "found", "redactions", "number", "due_on"})
# Of a year another reader of a trail learns only what says nothing of plans and of inspections that nobody was told of.
OF_YEARS = "programme-year:"
TOLD_OF_YEARS = frozenset({"programme_year.open", "programme_year.change_target"})
# What of an event's words a person's trail shows.
OF_PERSON: frozenset[str] = ACCESS | frozenset(ACCOUNT)
VERBS: Mapping[str, Verb] = {**SERVICE, **SHARING, **PROGRAMMES, **CASEWORK, **INTERESTS, **YEAR_OF_PEOPLE, **ACCOUNT}

# Of an event's target, the row's kind in words; others are the inspection itself, or say nothing that helps.
TARGETS: Mapping[str, str | Promise] = {
    "inspections.evidencenote": __("note"),
    "inspections.finding": __("finding"),
    "inspections.evaluation": __("evaluation"),
    "reports.paragraph": __("paragraph"),
    "programmes.breach": __("breach"),
    "programmes.recommendation": __("recommendation"),
}


def sentence(verb: str) -> str:
    """What was done; a verb that the table does not know is said as it is."""
    return str(VERBS[verb].says) if verb in VERBS else verb


def detail(verb: str, words: Mapping[str, Any], named: labels.Named = labels.NOTHING) -> str:
    """More of it, with codes by their names; empty where there is no more, or where the words are gone."""
    if verb in ACCESS:
        words = {word: words[word] for word in BY_NUMBER & set(words)}
    said = {word: labels.label(verb, word, value, named) for word, value in words.items()}
    for text in (_detail_of(VERBS[verb], words), VERBS[verb].older) if verb in VERBS else ():
        try:
            return str(text) % said if text else ""
        except KeyError:
            continue
    return ""


def _detail_of(verb: Verb, words: Mapping[str, Any]) -> str:
    return str(verb.where[1] if verb.where is not None and words.get(verb.where[0]) else verb.detail)


def target(key: str) -> str:
    """“note 12”, or nothing."""
    kind, _colon, number = key.partition(":")
    return f"{TARGETS[kind]} {number}" if kind in TARGETS else ""


def thing(key: str) -> str:
    """What was opened."""
    name, *numbers = key.split(":")
    if name not in THINGS:
        return _("The page “%(name)s”") % {"name": name}
    return str(THINGS[name]).format(*numbers, *[""] * 3).strip()


def saying(text: str) -> list[str]:
    """The verbs whose sentence contains this text."""
    return [name for name, verb in VERBS.items() if text.casefold() in str(verb.says).casefold()]


def shown_words(of: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(verb, word) of what the details of these verbs show: only that may be searched."""
    for name in of:
        verb = VERBS[name]
        details = [str(verb.detail), *([str(verb.where[1])] if verb.where is not None else [])]
        for word in dict.fromkeys(part.partition(")")[0] for detail in details for part in detail.split("%(")[1:]):
            if name not in ACCESS or word in BY_NUMBER:
                yield name, word
