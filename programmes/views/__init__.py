"""Pages of the programmes."""

from programmes.views.activities import activity, activity_add, activity_edit
from programmes.views.checking import check_item
from programmes.views.due import programme_due
from programmes.views.followed import programme_following, programme_following_export
from programmes.views.following import (
    breach,
    breach_add,
    breach_step,
    recommendation,
    recommendation_add,
    recommendation_close,
    recommendation_reopen,
)
from programmes.views.importing import (
    activity_import,
    activity_import_faults,
    activity_import_load,
    activity_import_progress,
    activity_import_retry,
    activity_import_run,
    activity_import_template,
    activity_imports,
)
from programmes.views.programmes import (
    programme,
    programme_export,
    programme_sharing,
    programmes,
)
from programmes.views.steps import (
    activity_cancel,
    activity_done,
    activity_judgements,
    activity_publish,
    activity_report,
    activity_report_file,
    activity_report_remove,
    activity_take_back,
)
from programmes.views.versions import activity_history, activity_versions
from programmes.views.withdrawing import (
    breach_bring_back,
    breach_withdraw,
    recommendation_bring_back,
    recommendation_withdraw,
)
from programmes.views.wording import (
    breach_edit,
    breach_history,
    breach_versions,
    recommendation_edit,
    recommendation_history,
    recommendation_versions,
)

__all__ = [
    "activity",
    "activity_add",
    "activity_cancel",
    "activity_done",
    "activity_edit",
    "activity_history",
    "activity_import",
    "activity_import_faults",
    "activity_import_load",
    "activity_import_progress",
    "activity_import_retry",
    "activity_import_run",
    "activity_import_template",
    "activity_imports",
    "activity_judgements",
    "activity_publish",
    "activity_report",
    "activity_report_file",
    "activity_report_remove",
    "activity_take_back",
    "activity_versions",
    "breach",
    "breach_add",
    "breach_bring_back",
    "breach_edit",
    "breach_history",
    "breach_step",
    "breach_versions",
    "breach_withdraw",
    "check_item",
    "programme",
    "programme_due",
    "programme_export",
    "programme_following",
    "programme_following_export",
    "programme_sharing",
    "programmes",
    "recommendation",
    "recommendation_add",
    "recommendation_bring_back",
    "recommendation_close",
    "recommendation_edit",
    "recommendation_history",
    "recommendation_reopen",
    "recommendation_versions",
    "recommendation_withdraw",
]
