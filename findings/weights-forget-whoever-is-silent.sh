#!/usr/bin/env bash
# Weights that correct for who answered add up to fewer people than there are.
# Who meets it: an analyst who weights the answers of a follow-up to everybody who took part.
# Guess: where nobody of the night classes answered, weighting by kind of class refuses or warns: those people stand for nobody.
# Seen: balance 0.23.0, methods poststratify and rake, gives weights that add up to 900 of 1,000 people and says nothing;
# cbps gives 1,000 from the same files, so that the other groups stand for the silent one.
# So: hold the sum of the weights against the number of people, and name the groups without an answer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check balance==0.23.0 "pandas<3" 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import io
import logging
import warnings

said = io.StringIO()
logging.getLogger().addHandler(logging.StreamHandler(said))
import pandas as pd
from balance import Sample

everybody = pd.DataFrame({"id": range(1000), "classes": ["day"] * 500 + ["evening"] * 400 + ["night"] * 100})
answered = pd.DataFrame({"id": range(200), "classes": ["day"] * 150 + ["evening"] * 50, "hired": [1.0] * 150 + [0.0] * 50})
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    sample = Sample.from_frame(answered, id_column="id", outcome_columns=["hired"]).set_target(
        Sample.from_frame(everybody, id_column="id")
    )
    sums = {
        method: float(sample.adjust(method=method, variables=["classes"]).df["weight"].sum())
        for method in ("poststratify", "rake", "cbps")
    }
told = said.getvalue() + " ".join(str(each.message) for each in warned)
print(sums)
assert round(sums["poststratify"]) == 900 and round(sums["rake"]) == 900
assert round(sums["cbps"]) == 1000
assert "night" not in told
PY
