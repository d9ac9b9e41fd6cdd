#!/usr/bin/env bash
# A wage of $18.125 an hour is read as eighteen thousand dollars.
# Who meets it: a reader of postings and pay scales; union scales and mileage rates (72.5 cents) often have three decimals.
# Guess: "$18.125 an hour" is 18.125; a dollar sign and a point before digits are decimals. "$45k" is 45,000.
# Seen: price-parser 0.5.1 takes three digits behind a point for thousands: 18125, and "$0.725 per mile" is 725, though no
# number of thousands begins with a zero. With four decimals, or with decimal_separator=".", they are right. "$45k" is
# 45 dollars; "401k match, $18 an hour" is 401 dollars and "2 openings at $18.50" is 2: the first number counts, not the
# one beside the sign. No exception is raised and the currency is "$" in each.
# So: always say which sign parts decimals, and hold the amount against what an hour or a year can pay.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from price_parser import Price

read = {
    "$18.125 an hour": "18125", "$0.725 per mile": "725", "$18.1250 an hour": "18.1250", "$18.50 an hour": "18.50",
    "$45k": "45", "401k match, $18 an hour": "401", "2 openings at $18.50": "2",
}
for text, amount in read.items():
    price = Price.fromstring(text)
    print(text, "->", price.amount, price.currency)
    assert (str(price.amount), price.currency) == (amount, "$")
assert str(Price.fromstring("$18.125 an hour", decimal_separator=".").amount) == "18.125"
PY
