"""Changes that once passed every test, each with the sentence it broke and the tests that must notice it now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.mutants.changes import Change

GATES = "src/gainful/engine/impact/gates"
BOUNDS = ("tests/engine/impact/test_gate_bounds.py", "tests/engine/impact/test_overlap_not_known.py")


@dataclass(frozen=True, slots=True)
class Named:
    """One change: `old` stands once in the file and becomes `new`."""

    sentence: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    def change(self, root: Path) -> Change:
        """Return it as a change of bytes; SystemExit where its text is not there, or more than once."""
        text = (root / self.path).read_bytes()
        if text.count(self.old.encode()) != 1:
            raise SystemExit(f"{self.path}: “{self.old}” must stand there once. Name the change anew.")
        start = text.index(self.old.encode())
        line = text[:start].count(b"\n") + 1
        return Change(self.path, line, "named", start, start + len(self.old.encode()), self.new)


NAMED = (
    Named(
        "the pre-trend gate always passes", f"{GATES}/past.py",
        "moved alike.\",\n        p_value is None or p_value >= CHANCE", "moved alike.\",\n        True", BOUNDS,
    ),
    Named(
        "an effective sample of 1 is enough", f"{GATES}/alike.py", "effective >= FEW_EFFECTIVE,", "effective >= 1,",
        BOUNDS,
    ),
    Named(
        "overlap that could not be worked out passes", f"{GATES}/alike.py", "share >= NEAR and not said",
        "share >= NEAR", BOUNDS,
    ),
    Named(
        "a view-only link signs the plan", "src/gainful/www/guest/links.py",
        "if found.scope == links.SIGN_PLAN.code and plan is not None:", "if plan is not None:",
        ("tests/www/guest/test_link_matrix.py",),
    ),
    Named(
        "demo sign-in answers outside demo mode", "src/gainful/www/guest/entry_pages.py",
        "    if not settings.DEMO:\n        raise Http404", "    if False:\n        raise Http404",
        ("tests/www/guest/test_demo_doors.py",),
    ),
    Named(
        "a draft or superseded plan is signed", "src/gainful/domain/plans/actions/sign_plan.py",
        'if plan.status not in PLAN_RULES["commit"].states:', "if False:", ("tests/consistency/test_states.py",),
    ),
    Named(
        "two people under one ID become one", "src/gainful/exchange/people/file.py",
        "if _may_be_one(name, person.name):", "if True:", ("tests/exchange/people/test_file.py",),
    ),
    Named(
        "cancelled services count", "src/gainful/exchange/outcome_files/reading.py",
        "\"coalesce(status, 'done') AS status FROM s WHERE coalesce(status, 'done') <> 'cancelled'\"",
        "\"coalesce(status, 'done') AS status FROM s\"",
        ("tests/exchange/outcome_files/test_cancelled_services.py",),
    ),
    Named(
        "cancelled services count in what a program costs and gives", "src/gainful/exchange/outcome_files/reading.py",
        "\"SEMI JOIN participants USING (person) WHERE coalesce(status, 'done') <> 'cancelled'\"",
        "\"SEMI JOIN participants USING (person)\"",
        ("tests/exchange/outcome_files/test_cancelled_services.py",),
    ),
    Named(
        "quarter 0 is read as the year before", "src/gainful/engine/tables/cell_rules.py",
        r'0?([1-4])(?:\.0+)?"', r'0?([0-4])(?:\.0+)?"',
        ("tests/exchange/tables/test_quarters.py",),
    ),
    Named(
        "an option of quarter 0 is read as the year before", "src/gainful/engine/indicators/coverage.py",
        '{"1", "2", "3", "4"}', '{"0", "1", "2", "3", "4"}', ("tests/exchange/tables/test_quarters.py",),
    ),
    Named(
        "a state exactly at the floor “failed”", "src/gainful/engine/indicators/scores.py",
        "self.score < self.floor", "self.score <= self.floor", ("tests/engine/indicators/test_scores.py",),
    ),
    Named(
        "exits on the window's last day vanish", "src/gainful/engine/indicators/summary.py",
        "table.exit <= ", "table.exit < ",
        ("tests/engine/indicators/test_exit_window.py",),
    ),
    Named(
        "two people share one reported identifier", "src/gainful/exchange/pirl/export.py",
        "if people != distinct:", "if False:", ("tests/exchange/pirl/test_reported_identifiers.py",),
    ),
    Named(
        "people who stated no shifts are excluded", "src/gainful/engine/ranking/kernel.py",
        "shifts[i] != 0 and (shifts[i]", "(shifts[i]", ("tests/engine/ranking/test_unanswered.py",),
    ),
    Named(
        "an invitation lives ten years", "src/gainful/domain/organizations/actions/invite_member.py",
        "timedelta(days=7)", "timedelta(days=3650)", ("tests/domain/organizations/test_invitations.py",),
    ),
)  # fmt: skip
