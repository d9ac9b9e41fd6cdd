#!/usr/bin/env bash
# Median of a survival curve: two libraries, two answers, neither the first time at which half are left.
# Who meets it: a program that reports "half of the hires had left by month ..." from a retention curve.
# Guess: for people who leave after 1, 2, ... n months (n even, nobody censored) the curve is exactly one half
# from month n/2 on, so the median is n/2.
# Seen: lifelines 0.30.3 gives the next month for n = 6, 8, 14, 18, 20, because its product of fractions falls a
# hair above one half; for the other n up to 20 it gives n/2. statsmodels 0.14.6 wants strictly less than one half
# by its definition, and so gives n/2 + 1 for most n, but n/2 for 12 and 18, where the product falls a hair below.
# So: count who is left, or compare with a tolerance, before a median is printed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lifelines==0.30.3 statsmodels==0.14.6 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import warnings

import numpy as np
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight

warnings.filterwarnings("ignore")
sizes = range(2, 21, 2)
late = {n for n in sizes if KaplanMeierFitter().fit(list(range(1, n + 1))).median_survival_time_ == n / 2 + 1}
strict = {n for n in sizes if SurvfuncRight(np.arange(1, n + 1), np.ones(n)).quantile(0.5) == n / 2}
print("lifelines gives n/2 + 1 for n =", sorted(late))
print("statsmodels gives n/2 for n =", sorted(strict), "and n/2 + 1 otherwise")
assert late == {6, 8, 14, 18, 20} and strict == {12, 18}
PY
