#!/usr/bin/env bash
# A household is held against the poverty line of the state that was asked for before, and of a year that is not named.
# Who meets it: a check whether a person counts as low income, which decides who may be served first.
# Guess: a look-up without a state uses the line of the 48 states; "Hawai'i" is Hawaii; the year is the one that
# the package states.
# Seen: povertylevel 0.0.5 calls its table the guidelines of 2019, and holds those of 2022 ($13,590 for one person; 2019
# had $12,490); nothing in its calls tells the year. The object keeps the last state: three people are $23,030, but
# $26,490 after somebody asked for Hawaii; without any state before, it raises AttributeError. "Hawai'i", "hi " and any
# other word are the 48 states, without a word. percent() gives 1.3 for 130 percent.
# So: keep the guidelines as dated parameters in the program, and ask for the state with its postal code each time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check povertylevel==0.0.5 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from poverty import PovertyLevel, guidelines

print(guidelines.__doc__.strip().splitlines()[0], "| one person:", guidelines.contiguous[1])
assert "2019" in guidelines.__doc__ and guidelines.contiguous[1] == 13_590
level = PovertyLevel()
try:
    level.get(3)
except AttributeError as error:
    print("no state:", error)
else:
    raise SystemExit("a look-up without a state answers now")
before, hawaii, after = level.get(3, "TX"), level.get(3, "HI"), level.get(3)
print("Texas:", before, "Hawaii:", hawaii, "then without a state:", after)
assert (before, hawaii, after) == (23_030, 26_490, 26_490)
print({state: level.get(3, state) for state in ["Hawaii", "Hawai'i", "hi ", "Nowhere"]}, level.percent(29_939, 3, "TX"))
assert [level.get(3, state) for state in ["Hawai'i", "hi ", "Nowhere"]] == [23_030] * 3
assert level.percent(29_939, 3, "TX") == 1.3
PY
