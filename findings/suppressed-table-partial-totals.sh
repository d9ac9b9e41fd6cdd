#!/usr/bin/env bash
# Totals beside a suppressed cell are totals of what is left.
# Who meets it: a funder who reads "All" under a table of participants by site and group that was made safe.
# Guess: with suppression on, the margins of a cross-table still are the true totals, or are suppressed as well.
# Seen: acro 1.0.2 leaves the suppressed cell out of the margins: 60 people in the data, a total of 55 in the table, 25
# where the site has 30. The table does not say that its totals are partial.
# So: say in words what a total holds; print no total that readers will take for everybody.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check acro==1.0.2 2>/dev/null
cd "$folder"  # acro writes its outputs into the current folder
"$folder/venv/bin/python" - <<'PY'
import logging
import warnings

import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
from acro import ACRO

people = pd.DataFrame({"site": ["A"] * 30 + ["B"] * 30, "group": ["x"] * 25 + ["y"] * 5 + ["x"] * 15 + ["y"] * 15})
table = ACRO(suppress=True).crosstab(people["site"], people["group"], margins=True)
print(table)
assert table.loc["A", "y"] != table.loc["A", "y"]  # suppressed: not a number
assert int(table.loc["A", "All"]) == 25 and int(table.loc["All", "All"]) == 55 and len(people) == 60
PY
