"""Change the meaning of the code in one place at a time and ask whether a test notices.

python -m scripts.mutants --each 20 --seed 1 [package …]     as `make mutants` and `make test-all` do

1. `changes` lists every small change of meaning in a file: a comparison turned, a constant off by one, a refusal or a
   condition taken away, `and` for `or`, a tuple of roles or a filter shortened.
2. `covering` knows which tests run which line, from a run of the tests with coverage contexts (`make test-map`).
3. `trial` makes one change in a copy of the tree and runs the tests that cover it, shortest first, until one fails.

Half of the figure is honesty: tests that fail on the untouched tree too notice nothing, and a line that no test runs
counts as unnoticed. The seed decides the sample, so that two runs can be compared; another seed is another sample.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".mutants"
"""Where the map of the tests and the last report are kept."""
