#!/usr/bin/env bash
# The dates of a job in a résumé are found as a valid telephone number in New Jersey.
# Who meets it: a reader of résumés that takes the first number for the person's own, or blacks out numbers before a
# résumé is shown, and so blacks out the years of work.
# Guess: "06/2015 - 08/2019" is no telephone number; the matcher has rules against dates.
# Seen: phonenumbers 9.0.43 finds +1 201 508 2019 in it, with the leniency VALID that it takes by default, and
# +1 201 520 1940 in "2015 - 2019 40 hours a week". Of 8,700 spans of months that begin in 2010 to 2019 it finds 5,808,
# every one whose first year is 2012 or later. "Jun 2015 - Aug 2019", "6/2015 - 8/2019" and "2015 - 2019" alone are left.
# With STRICT_GROUPING none of the spans is found, and numbers as people write them still are.
# So: ask for STRICT_GROUPING in a résumé, or take dates out first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number


def found(text, leniency=Leniency.VALID):
    return [format_number(match.number, PhoneNumberFormat.E164) for match in PhoneNumberMatcher(text, "US", leniency)]


print(found("06/2015 - 08/2019"), found("2015 - 2019 40 hours a week"))
assert found("06/2015 - 08/2019") == ["+12015082019"] and found("2015 - 2019 40 hours a week") == ["+12015201940"]
months = [(year, month) for year in range(2010, 2021) for month in range(1, 13)]
spans = [(start, end) for start in months if start[0] < 2020 for end in months if start <= end]
texts = {(start, end): f"{start[1]:02}/{start[0]} - {end[1]:02}/{end[0]}" for start, end in spans}
taken = [span for span in spans if found(texts[span])]
print(len(taken), "of", len(spans), "spans are numbers; the first:", texts[taken[0]])
assert len(spans) == 8700 and taken == [span for span in spans if span[0][0] >= 2012]
for text in ["Jun 2015 - Aug 2019", "6/2015 - 8/2019", "2015 - 2019"]:
    assert not found(text)
assert not any(found(texts[span], Leniency.STRICT_GROUPING) for span in taken)
for text in ["(212) 736-5000", "212-736-5000", "212.736.5000", "212 736 5000", "2127365000", "+1 212 736 5000"]:
    assert found(text, Leniency.STRICT_GROUPING) == ["+12127365000"]
PY
