"""The words of a posting's work beside those of O*NET's tasks, and what they do to its occupation."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from gainful.engine import required_profile
from gainful.engine.titles.ranking import rank_occupations
from gainful.engine.titles.work_words import work_stem, work_word_table, work_words


@pytest.mark.parametrize(
    ("one", "other"),
    [("welds", "welding"), ("inspects", "inspected"), ("deliveries", "delivery"), ("patients", "patient")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert work_stem(one) == work_stem(other)


def test_words_of_the_work_name_the_occupation() -> None:
    table = work_word_table()
    scores = table.score(work_words("Draws blood by venipuncture, labels specimens, calms donors"))
    best = [table.codes[place] for place in (-scores).argsort()[:5]]
    assert "31-9097.00" in best
    assert not table.score(["zzzz"]).any()


ACCOUNTS = "Accounts Executive\n\nDuties:\n- Reconcile bank accounts in Tally, file GST and TDS returns, pass journal vouchers"


def test_the_work_decides_what_a_title_leaves_open() -> None:
    alone = rank_occupations(["Accounts Executive"])[0][0].code
    assert alone != required_profile(ACCOUNTS).occupation.code  # type: ignore[union-attr]
    assert required_profile(ACCOUNTS).occupation.code[:7] in {"13-2011", "43-3031"}  # type: ignore[union-attr]


CASES = [
    ("Special Education Paraprofessional (Teacher Aide)\n\nDuties:\n- Help students with disabilities follow behavior plans\n- Assist the special education teacher", {"25-9043", "25-9045"}),
    ("Lead Toddler Teacher\n\nDuties:\n- Plan activities for toddlers, keep the classroom safe, talk with parents", {"25-2011", "39-9011"}),
    ("IT Specialist (SYSADMIN)\n\nDuties:\n- Administer servers and accounts, apply patches, monitor system performance", {"15-1244"}),
    ("IT Specialist (INFOSEC)\n\nDuties:\n- Monitor networks for attacks, test security controls, answer security incidents", {"15-1212", "15-1299"}),
    ("Wine Seller? No – we're looking for ROOFERS\n\nDuties:\n- Tear off and lay shingles on steep roofs", {"47-2181"}),
    ("Executive Chef – no, Prep Cook!\n\nDuties:\n- Peel, dice, make stocks, portion fish, label and date", {"35-2021", "35-2014"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), CASES)
def test_postings_of_the_kind(text: str, right: set[str]) -> None:
    read = required_profile(text)
    assert read.occupation is not None
    assert read.occupation.code[:7] in right


def test_sure_needs_the_support_of_the_work() -> None:
    text = "Network Technician\n\nDuties:\n- Splice fiber, hang drops from a bucket truck, climb ladders, install ONTs in homes"
    read = required_profile(text)
    assert read.occupation is None or read.occupation.code[:5] == "49-20" or read.confidence != "sure"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Solar Sales Consultant? No – we're looking for SOLAR SERVICE TECHS.", "SOLAR SERVICE TECHS"),
        ("Executive Chef – no, Prep Cook! Our chef is great.", "Prep Cook"),
        ("Payroll? no. POOL SERVICE TECH. $19", "POOL SERVICE TECH"),
    ],
)
def test_a_denied_title_is_passed_over(line: str, title: str) -> None:
    found = required_profile(
        f"{line}\nBlue Heron, Tulsa\n\nDuties:\n- Do the daily work with care"
    ).facts.title
    assert found is not None
    assert found.value == title
