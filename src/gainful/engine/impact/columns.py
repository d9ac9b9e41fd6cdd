"""Columns of a file as numbers, yes and no; what cannot be read is named by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.model import StudyPlan

if TYPE_CHECKING:
    import pandas as pd

QUARTER = re.compile(r"(?i)q\s*(?P<p>[1-4])[\s/_-]*(?P<y>\d{4})|(?P<y2>\d{4})[\s/:_-]*q\s*(?P<p2>[1-4])")
MONTH = re.compile(r"(?P<p>0?[1-9]|1[0-2])[/-](?P<y>\d{4})|(?P<y2>\d{4})[/-](?P<p2>0?[1-9]|1[0-2])")
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%b %Y", "%B %Y", "%b-%Y", "%Ym%m")
"""Forms tried in this order, one for all: 03/04/2024 is the fourth of March unless some day is past 12."""
FALSE = {
    "0",
    "false",
    "no",
    "n",
    "f",
    "control",
    "comparison",
    "control group",
    "comparison group",
    "untreated",
}
FALSE |= {"not treated", "not offered", "placebo", "controls"}
TRUE = {"1", "true", "yes", "y", "t", "treated", "treatment", "treatment group", "treated group", "program"}
TRUE |= {"programme", "intervention", "intervention group", "offered"}
EMPTY = {"", ".", "na", "nan", "n/a", "#n/a", "null", "none", "-", "--", "missing", "unknown", "notknown"}
THOUSANDS = r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?"
DECIMAL_COMMA = r"[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+"
PENDING = {"pending", "not yet", "not in yet"}
STAND_FOR_UNKNOWN = (-7, -8, -9, -77, -88, -99, -777, -888, -999, -7777, -8888, -9999)


YES, NO = {"yes", "y", "true", "t"}, {"no", "n", "false", "f"}
"""Words for yes and no in a column that is counted; of one that says who was treated, TRUE and FALSE."""


class StudyError(ValueError):
    """The data or the plan cannot be used: what is wrong and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


def zero_one(frame: pd.DataFrame, column: str, what: str) -> np.ndarray:
    """Return a column as 0.0, 1.0 or NaN; raises StudyError where it holds anything else."""
    import pandas as pd

    values = frame[column]
    if pd.api.types.is_bool_dtype(values):
        return values.to_numpy(float)
    text = values.map(lambda v: "" if pd.isna(v) else str(v).strip().lower())
    text = text.str.replace(r"\.0+$", "", regex=True)
    coded = text.map(lambda t: 1.0 if t in TRUE else 0.0 if t in FALSE else np.nan)
    odd = sorted(set(text[coded.isna() & (text != "")]))
    if odd:
        given = dict.fromkeys(str(v).strip() for v in values.dropna())
        first = next(v for v in given if v.lower().removesuffix(".0") in odd).removesuffix(".0")
        hint = _HOW_TO_CODE.get(what, _HOW_TO_CODE["treatment"]) + f"{_say_which(what, first)}."
        raise StudyError(
            f'The {what} column "{column}" must hold 0 and 1; it also holds {", ".join(odd[:5])}.', hint
        )
    found = set(coded.dropna())
    if found != {0.0, 1.0}:
        only = "nothing" if not found else f"only {int(next(iter(found)))}"
        raise StudyError(
            f'The {what} column "{column}" holds {only}: there is nobody to compare with.',
            "Give the rows of both groups.",
        )
    return coded.to_numpy(float)


def _plain_figures(text: pd.Series) -> pd.Series:
    """Return figures without marks of thousands, with a point before decimals; (5) and −5 as -5.

    A comma is a mark of thousands where three digits follow each, else it stands before decimals: read the other way,
    "12,5" would be 125. Where neither can be, the text stays as it is and is refused as no number.
    """
    text = text.str.replace("−", "-").str.replace(r"^\((.+)\)$", r"-\1", regex=True)
    with_comma = text[text.str.contains(",")]
    by_comma = with_comma.str.fullmatch(DECIMAL_COMMA).all()
    if by_comma and not with_comma.str.fullmatch(THOUSANDS).all():
        grouped = text.str.contains(",") | text.str.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+")
        return text.where(~grouped, text.str.replace(".", "", regex=False)).str.replace(",", ".")
    return text.where(~text.str.fullmatch(THOUSANDS), text.str.replace(",", ""))


def _if_words(values: pd.Series) -> str:
    """Return what to do about a column that holds no numbers: one that is all words may be an answer."""
    import pandas as pd

    told = "Correct it, or leave it empty if it is not known."
    if pd.to_numeric(values, errors="coerce").notna().any():
        return told
    return f"If it is an outcome in words, say which word counts: --outcome-is. {told}"


def is_amount(frame: pd.DataFrame, column: str) -> bool:
    """Return whether a column holds amounts, such as years or hours: numbers other than 0 and 1."""
    import pandas as pd

    numbers = pd.to_numeric(frame[column], errors="coerce").dropna()
    return len(numbers) == frame[column].notna().sum() and numbers.nunique() > 2


_HOW_TO_CODE = {
    "treatment": "Code it as 1 (treated) and 0 (not), or name another column",
    "assignment": "Code it as 1 for those who were offered or pushed and 0 for the others, or name another column; "
    "an instrument may also be an amount, in figures",
}


def _say_which(what: str, value: str) -> str:
    return f', or say which are the treated, such as --treated-is "{value}"' if what == "treatment" else ""


def recoded(frame: pd.DataFrame, plan: StudyPlan) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table with treatment (and outcome) as 1 and 0 by the words that the plan names, and what was left out.

    Raises StudyError where a value is not there.
    """
    import pandas as pd

    if plan.outcome_is is not None:
        text = _texts(frame, plan.outcome, (plan.outcome_is,))
        hit = np.where(
            text.str.lower().isin(["", *PENDING]), frame[plan.outcome].astype(object), text == plan.outcome_is
        )
        frame = frame.assign(**{plan.outcome: pd.Series(hit, index=frame.index).map(_as_figure)})
    if plan.treated_is is None:
        return frame, ()
    wanted = [value for value in (plan.treated_is, plan.compared_with) if value is not None]
    text = _texts(frame, plan.treatment, wanted)
    others = (text != "") if plan.compared_with is None else text == plan.compared_with
    coded = pd.Series(
        np.where(text == plan.treated_is, 1.0, np.where(others, 0.0, np.nan)), index=frame.index
    )
    out = int((coded.isna() & (text != "")).sum())
    said = f'{out:,} rows with another "{plan.treatment}" than {" and ".join(wanted)} were left out.'
    kept = frame.assign(**{plan.treatment: coded})[coded.notna()].reset_index(drop=True)
    return kept, (said,) if out else ()


def _texts(frame: pd.DataFrame, column: str, wanted: Sequence[str]) -> pd.Series:
    """Return a column as words, empty where unknown; raises StudyError where a wanted word is not among them."""
    import pandas as pd

    text = frame[column].map(lambda v: "" if pd.isna(v) else str(v).strip().removesuffix(".0"))
    text = text.astype(object)
    for value in wanted:
        if value not in set(text):
            there = ", ".join(sorted(set(text) - {""})[:10])
            raise StudyError(f'"{value}" is not in "{column}".', f"It holds {there}.")
    return text


def _as_figure(value: object) -> object:
    return float(value) if isinstance(value, bool | np.bool_) else value


def stands_for_people(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Return how many people of the population each row stands for; raises StudyError where it is not above 0."""
    weight = number(frame, name)
    wrong = ~(weight > 0)
    if wrong.any():
        row = int(frame.index[np.flatnonzero(wrong)[0]]) + 2
        raise StudyError(
            f'"{name}" must be above 0 for everybody; it is not in row {row} and {int(wrong.sum()) - 1:,} more.',
            "Give each person's weight, or leave rows out of which nobody knows whom they stand for.",
        )
    return weight


def stands_for_unknown(values: np.ndarray, column: str, *, expert: bool) -> tuple[str, ...]:
    """Raise StudyError where a code such as −99 seems to stand for "not known"; told as a warning to an expert."""
    below = values[values < 0]
    if len(below) < 2 or len(below) == len(values) or not np.isin(below, STAND_FOR_UNKNOWN).all():
        return ()
    code = int(below[0])
    told = f'"{column}" is {code} for {(values == code).sum():,} people and never below 0 otherwise.'
    if expert:
        return (f"{told} It was taken as a figure.",)
    raise StudyError(
        f"{told} That looks like a code for “not known”.",
        "Leave these cells empty. If it is a true figure, --expert takes it as one.",
    )


def number(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column as numbers, yes and no as 1 and 0, NaN where empty.

    Raises StudyError naming the first row that is no number.
    """
    import pandas as pd

    values = frame[column]
    if values.dtype == object or pd.api.types.is_string_dtype(values):
        text = values.map(lambda v: "" if pd.isna(v) else str(v).strip())
        text = _plain_figures(text.str.replace(r"[$€£\s]", "", regex=True))
        values = text.where(~text.str.lower().isin(EMPTY), None)
        said = values.dropna().str.lower()
        if len(said) and said.isin(YES | NO).all():
            values = values.str.lower().map(lambda v: v if v is None else float(v in YES))
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = numbers.isna() & values.notna()
    if wrong.any():
        row = int(np.flatnonzero(wrong.to_numpy())[0])
        raise StudyError(
            f'Column "{column}", row {row + 2}: "{frame[column].iloc[row]}" is not a number.',
            _if_words(frame[column]),
        )
    result = numbers.to_numpy(float)
    return np.where(np.isfinite(result), result, np.nan)


def periods(frame: pd.DataFrame, column: str, like: str | None = None) -> np.ndarray:
    """Return periods as numbers in their order: years and counts as they are, quarters as year x 4 + quarter, months
    as year x 12 + month, days by rank; NaN where empty. `like` is the column of all periods, which says the kind.

    Raises StudyError where they cannot be ordered: read as words, "Q4 2010" would come after "Q1 2011".
    """
    import pandas as pd

    text = frame[column].map(lambda v: "" if pd.isna(v) else str(v).strip())
    every = text if like is None else frame[like].map(lambda v: "" if pd.isna(v) else str(v).strip())
    for pattern, step in ((QUARTER, 4), (MONTH, 12)):
        if every[every != ""].map(lambda t: pattern.fullmatch(t) is not None).all():  # noqa: B023
            return text.map(lambda t: _in_year(pattern.fullmatch(t), step)).to_numpy(float)  # noqa: B023
    if pd.to_numeric(every[every != ""], errors="coerce").notna().all():
        return number(frame, column)
    for form in DAYS:
        days = pd.to_datetime(every.str.removesuffix(" 00:00:00"), format=form, errors="coerce")
        if days[every != ""].notna().all():
            mine = pd.to_datetime(text.str.removesuffix(" 00:00:00"), format=form, errors="coerce")
            rank = np.searchsorted(np.unique(days.dropna()), mine.dropna()) + 1.0
            return pd.Series(rank, index=mine.index[mine.notna()]).reindex(text.index).to_numpy(float)
    return number(frame, column)


def _in_year(match: re.Match[str] | None, step: int) -> float:
    if match is None:
        return float("nan")
    part, year = (match["p"] or match["p2"]), (match["y"] or match["y2"])
    return float(int(year) * step + int(part) - 1)


def words(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as words, "unknown" where it is empty."""
    return rows[name].astype(object).where(rows[name].notna(), "unknown").astype(str).to_numpy(object)


def codes(rows: pd.DataFrame, column: str | None) -> np.ndarray | None:
    """Return a column as group numbers, None where no column is named."""
    if column is None:
        return None
    import pandas as pd

    return pd.factorize(rows[column])[0]
