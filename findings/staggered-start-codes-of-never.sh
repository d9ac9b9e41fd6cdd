#!/usr/bin/env bash
# A unit that never starts, coded -1 in the column of first treatment, is neither compared with nor counted out.
# Who meets it: an evaluator of a staggered start whose file says -1, 2099 or 9999 for "never".
# Guess: a first period outside the panel means that the unit is untreated in every period, as 0 does.
# Seen: diff-diff 3.13.0 (CallawaySantAnna) takes 0 and infinity as never. With -1 beside some 0 the effect comes from
# fewer controls: units with -1 are in neither count, and nothing is said. With 2099 for all of them there is no
# never-treated unit left, and it stops.
# So: hold the column of starts against the column of treatment, and turn every code for never into 0 first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check diff-diff==3.13.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import warnings

import numpy as np
import pandas as pd
from diff_diff import CallawaySantAnna

r = np.random.default_rng(1)
units, years = 120, np.arange(2001, 2009)
start = np.repeat([0, 2004, 2006, 2007], 30)
unit, year = np.repeat(np.arange(units), 8), np.tile(years, units)
on = (start[unit] > 0) & (year >= start[unit])
frame = pd.DataFrame({"unit": unit, "year": year, "y": r.normal(size=units)[unit] + on + r.normal(size=len(unit))})


def fitted(code, some):
    """The effect where that many of the thirty never-treated units carry the code instead of 0."""
    first = start.astype(float)
    first[:some] = code
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = CallawaySantAnna(control_group="never_treated").fit(
            frame.assign(first=first[unit]), outcome="y", unit="unit", time="year", first_treat="first")
    return float(found.overall_att), found, [str(w.message) for w in told]


right, _, _ = fitted(0, 30)
infinite, _, _ = fitted(np.inf, 30)
odd, found, told = fitted(-1, 20)
print("0:", round(right, 4), " infinity:", round(infinite, 4), " -1 for 20 of 30:", round(odd, 4))
print("units counted with -1:", found.n_treated_units, "treated,", found.n_control_units, "never;", "warned:", told)
assert abs(infinite - right) < 1e-9 and abs(odd - right) > 1e-3
try:
    fitted(2099, 30)
except ValueError as error:
    print("2099 for all:", error)
else:
    raise SystemExit("2099 for all is taken as never now")
PY
