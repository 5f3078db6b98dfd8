"""Who may do what with a report, when, and what is still missing: one rule, three questions."""

from reports.policies.agreeing import (
    can_add_point,
    can_answer_point,
    can_change_point,
    can_close_round,
    can_comment,
    can_decide_statement,
    can_resolve,
    can_review,
    can_submit_points,
)
from reports.policies.drafting import can_edit, can_settle, check_findings, is_author
from reports.policies.publishing import (
    can_acknowledge,
    can_name_reader,
    can_record_receipt,
    can_send_statement,
    can_unname_reader,
)
from reports.policies.readiness import READY_RULES
from reports.policies.reading import (
    can_have_file,
    can_read_delivered,
    can_read_report,
    can_read_words,
    can_see_answers,
    can_see_points,
    can_see_statement,
)
from reports.policies.signing import can_freeze, can_retry_build, can_sign, can_withdraw_signature
from reports.policies.standing import (
    comments_due,
    latest_freeze,
    latest_round,
    report_of,
    signatories_named,
    stale_because,
    unsigned,
)

__all__ = [
    "READY_RULES",
    "can_acknowledge",
    "can_add_point",
    "can_answer_point",
    "can_change_point",
    "can_close_round",
    "can_comment",
    "can_decide_statement",
    "can_edit",
    "can_freeze",
    "can_have_file",
    "can_name_reader",
    "can_read_delivered",
    "can_read_report",
    "can_read_words",
    "can_record_receipt",
    "can_resolve",
    "can_retry_build",
    "can_review",
    "can_see_answers",
    "can_see_points",
    "can_see_statement",
    "can_send_statement",
    "can_settle",
    "can_sign",
    "can_submit_points",
    "can_unname_reader",
    "can_withdraw_signature",
    "check_findings",
    "comments_due",
    "is_author",
    "latest_freeze",
    "latest_round",
    "report_of",
    "signatories_named",
    "stale_because",
    "unsigned",
]
