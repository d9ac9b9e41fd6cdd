#!/usr/bin/env bash
# Two coders who agree on every answer have no agreement.
# Who meets it: whoever has what people say read by two coders and reports how far they agree, topic by topic.
# Guess: where both coders say "yes" of every answer, the coefficient is 1, or one clear "cannot be told".
# Seen: krippendorff 0.9.0 raises ValueError; irrCAC 0.4.4 raises ZeroDivisionError for Fleiss and Krippendorff, returns NaN
# for Conger and 1.0 for Gwet, all from the same table.
# So: treat a topic on which nothing varies on its own, in words, beside the share on which both agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check krippendorff==0.9.0 irrCAC==0.4.4 "pandas<3" "numpy<2" 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import math
import warnings

warnings.filterwarnings("ignore")
import krippendorff
import pandas as pd
from irrCAC.raw import CAC

seen = {}
try:
    seen["alpha"] = krippendorff.alpha(reliability_data=[[1, 1, 1, 1], [1, 1, 1, 1]], level_of_measurement="nominal")
except ValueError as error:
    seen["alpha"] = type(error).__name__
both = pd.DataFrame({"first": ["yes"] * 4, "second": ["yes"] * 4})
for name in ("fleiss", "krippendorff", "conger", "gwet"):
    try:
        seen[name] = float(getattr(CAC(both), name)()["est"]["coefficient_value"])
    except ZeroDivisionError as error:
        seen[name] = type(error).__name__
print(seen)
assert seen["alpha"] == "ValueError"
assert seen["fleiss"] == seen["krippendorff"] == "ZeroDivisionError"
assert math.isnan(seen["conger"]) and seen["gwet"] == 1.0
PY
