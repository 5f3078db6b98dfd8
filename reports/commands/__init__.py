"""The only writers of reports: lock, check, write, record, tell."""

from reports.commands.accuracy import (
    add_point,
    answer_point,
    deliver_for_accuracy,
    edit_point,
    record_no_answer_from_area,
    remove_point,
    submit_points,
)
from reports.commands.drafting import draft
from reports.commands.paragraphs import (
    DOWN,
    UP,
    add_paragraph,
    edit_paragraph,
    link_findings,
    move_paragraph,
    remove_paragraph,
    restore_paragraph,
    settle_paragraph,
)
from reports.commands.publishing import (
    begin_pre_publication,
    log_embargoed_download,
    name_reader,
    publish,
    unname_reader,
)
from reports.commands.quality import comment, resolve_comment, review, send_to_quality_assurance
from reports.commands.signing import begin_sign_off, freeze, retry_build, sign, withdraw_signature
from reports.commands.statement import (
    acknowledge_and_close,
    close_without_statement,
    decide_statement,
    record_receipt,
    send_statement,
)

__all__ = [
    "DOWN",
    "UP",
    "acknowledge_and_close",
    "add_paragraph",
    "add_point",
    "answer_point",
    "begin_pre_publication",
    "begin_sign_off",
    "close_without_statement",
    "comment",
    "decide_statement",
    "deliver_for_accuracy",
    "draft",
    "edit_paragraph",
    "edit_point",
    "freeze",
    "link_findings",
    "log_embargoed_download",
    "move_paragraph",
    "name_reader",
    "publish",
    "record_no_answer_from_area",
    "record_receipt",
    "remove_paragraph",
    "remove_point",
    "resolve_comment",
    "restore_paragraph",
    "retry_build",
    "review",
    "send_statement",
    "send_to_quality_assurance",
    "settle_paragraph",
    "sign",
    "submit_points",
    "unname_reader",
    "withdraw_signature",
]
