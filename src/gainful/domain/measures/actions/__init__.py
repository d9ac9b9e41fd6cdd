"""Every write of measures."""

from gainful.domain.measures.actions.answer_follow_up import Given, More, answer, say_wrong_person, stop
from gainful.domain.measures.actions.codings import (
    code_answer,
    drop_code,
    set_code,
    settle,
    start_codebook,
    use_codebook,
)
from gainful.domain.measures.actions.exit_reasons import set_exit_reason, take_exit_reason_back
from gainful.domain.measures.actions.improvements import Changed, take_improvement_back, tell_improvement
from gainful.domain.measures.actions.note_wage_import import note_wage_import
from gainful.domain.measures.actions.plan_waves import ask_one, plan_waves
from gainful.domain.measures.actions.release import (
    PageWords,
    page_as_read,
    page_words,
    publish_page,
    release,
    store_preview,
    take_page_off,
)
from gainful.domain.measures.actions.service_rules import set_service_rule, take_rule_back
from gainful.domain.measures.actions.store_report import Figures, store_report
from gainful.domain.measures.actions.wage_pairs import Compared, Run, decide_pair, keep_pairs

__all__ = [
    "Changed", "Compared", "Figures", "Given", "More", "PageWords", "Run", "answer", "ask_one", "code_answer",
    "decide_pair", "drop_code", "keep_pairs", "note_wage_import", "page_as_read", "page_words", "plan_waves",
    "publish_page", "release", "say_wrong_person", "set_code", "set_exit_reason", "set_service_rule", "settle",
    "start_codebook", "stop", "store_preview", "store_report", "take_exit_reason_back", "take_improvement_back",
    "take_page_off", "take_rule_back", "tell_improvement", "use_codebook",
]  # fmt: skip
