"""Writes and compiles the Spanish catalogue: what a participant reads, and what it is in Spanish.

    python scripts/translations.py            compile django.po to django.mo
    python scripts/translations.py --missing  list what the pages of participants and guests say without Spanish

`src/gainful/locale/es/LC_MESSAGES/django.po` is edited by hand; the terms stand in docs/spanish.md.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from pathlib import Path
from typing import TypeGuard

SOURCES = Path(__file__).resolve().parents[1] / "src" / "gainful"
CATALOGUE = SOURCES / "locale" / "es" / "LC_MESSAGES" / "django.po"
ROOMS = (
    "www/participant", "www/guest", "www/templates/participant", "www/templates/guest", "www/templates/base.html",
    "www/templates/cotton", "www/templates/404.html", "www/templates/403.html", "www/templates/400.html",
    *(f"www/templates/{room}" for room in ("account", "mfa", "socialaccount", "allauth")), "www/account",
    "www/components/invitations.py", "site/allauth_adapter.py",
    *(f"domain/cohorts/{name}.py" for name in ("access", "scanning", "searches")),
    *(f"domain/organizations/{name}.py" for name in ("access", "actions/accept_invitation", "actions/tokens")),
    *(f"domain/plans/actions/{name}.py" for name in ("answer_plan", "review_list")),
    "domain/messages/local_times.py", "domain/measures/actions/answer_follow_up.py",
    "domain/placements/access.py", "domain/placements/actions/offers.py",
    *(
        f"www/components/{name}.py"
        for name in (
            "badge_form", "badge_words", "curriculum_page", "follow_up_form", "introduction_forms",
            "introduction_page", "job_order_steps", "list_words", "measures", "mentors", "message_forms", "my_plan",
            "person_ledger", "plan_page", "plan_words", "practice", "profile_edits", "profile_page", "worker_page",
        )
    ),
    "www/components/indicator_page.py", "www/components/needs.py", "www/components/support_plan.py",
    *(
        f"www/templates/parts/{name}.html"
        for name in ("needs_said", "needs_topic", "person_ledger", "raise", "support_form")
    ),
    *(f"domain/support/{name}.py" for name in ("actions/goals", "form_keys", "instruments", "states/appointments")),
    *(
        f"domain/cohorts/{name}.py"
        for name in ("apprentice_news", "apprentice_progress", "certificates", "session_news")
    ),
    *(
        f"domain/support/{name}.py"
        for name in (
            "access", "asking", "asking_mentors", "asking_practice", "helping", "actions/appointments",
            "actions/goals", "actions/mentors", "actions/money", "actions/needs", "actions/practice",
            "actions/practice_weeks", "actions/referrals",
        )
    ),
    *(f"domain/participants/actions/{name}.py" for name in ("claims", "consents", "shared_measures", "sharing")),
    *(f"domain/messages/actions/{name}.py" for name in ("receive_mail", "requests", "set_contact_rules")),
    "domain/messages/links.py", "domain/workforce/asking.py", "domain/workforce/actions/answer.py", "imports/badges.py",
)  # fmt: skip
"""Whatever stands here, or in a part that these pages include, a participant, a visitor, an employer or a host with a
link may read.
"""
_INCLUDED = re.compile(r"""\{%-? include ["']([^"']+)["']""")
_STRING = r'"(?:[^"\\]|\\.)*"'
_CALL = re.compile(r"""\b(?:gettext|_|gettext_lazy)\((?:u)?(['"])((?:(?!\1)[^\\]|\\.)*)\1\)""", re.DOTALL)


def _joined(block: str) -> str:
    return "".join(ast.literal_eval(each) for each in re.findall(_STRING, block))


def entries(text: str) -> list[tuple[str, str | None, list[str], bool]]:
    """Return msgid, plural, translations and whether it is fuzzy, of each entry of a catalogue."""
    found = []
    for block in re.split(r"\n{2,}", text.strip()):
        parts = re.split(r"^(msgid_plural|msgid|msgstr(?:\[\d\])?) ", block, flags=re.MULTILINE)
        told = dict(zip(parts[1::2], map(_joined, parts[2::2]), strict=True))
        if "msgid" in told:
            words = [value for key, value in sorted(told.items()) if key.startswith("msgstr")]
            found.append((told["msgid"], told.get("msgid_plural"), words, "#, fuzzy" in block))
    return found


def compiled(text: str) -> bytes:
    """Return the catalogue as gettext reads it (a GNU .mo file), sorted, so that it is the same each time."""
    pairs = {
        (one if plural is None else f"{one}\0{plural}").encode(): "\0".join(words).encode()
        for one, plural, words, fuzzy in entries(text)
        if words and all(words) and not fuzzy
    }
    keys = sorted(pairs)
    names, values = b"", b""
    spans = []
    for key in keys:
        spans.append((len(key), len(names), len(pairs[key]), len(values)))
        names += key + b"\0"
        values += pairs[key] + b"\0"
    start = 28 + 16 * len(keys)
    tables = [struct.pack("<II", size, start + at) for size, at, _size, _at in spans]
    tables += [struct.pack("<II", size, start + len(names) + at) for _size, _at, size, at in spans]
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + b"".join(tables) + names + values


def said() -> set[str]:
    """Return what the rooms of participants say, as the pages and modules write it."""
    found: set[str] = set()
    for path in _pages():
        of = _of_module if path.suffix == ".py" else _of_template
        found |= set(of(path.read_text(encoding="utf-8")))
    return found | looks()


NOTING = {"record_read", "record_reads", "note_looks", "_note"}
"""Functions that note a look; the person reads what was opened on their own page, whoever's page wrote it."""
IN_SQL = re.compile(r"INSERT INTO participants_readlog.*?;", re.DOTALL)
_OPENED = re.compile(r"'([A-Z][a-z]+ [^']+)'")


def looks() -> set[str]:
    """Return what stands in the list of looks: the words that callers of NOTING give, and functions of the database."""
    found: set[str] = set()
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "migrations" in path.parts or not any(name in text for name in (*NOTING, "participants_readlog")):
            continue
        found |= {words for block in IN_SQL.findall(text) for words in _OPENED.findall(block)}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NOTING:
                given = [key.value for key in node.keywords if key.arg == "what"] or node.args[2:]
                found |= {one.value for each in given for one in ast.walk(each) if _is_text(one)}
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"what", "READ"}:
                found |= {
                    one.value for one in ast.walk(node.value) if _is_text(one) and one.value[:1].isupper()
                }
    return found


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _pages() -> list[Path]:
    """Return the modules and templates of the rooms, with every part that these templates include."""
    waiting = [
        path
        for room in ROOMS
        for path in ([SOURCES / room] if (SOURCES / room).is_file() else sorted((SOURCES / room).rglob("*")))
        if path.suffix in {".py", ".html", ".txt"}
    ]
    pages: dict[Path, None] = {}
    while waiting:
        path = waiting.pop()
        if path in pages or not path.is_file():
            continue
        pages[path] = None
        if path.suffix != ".py":
            names = set(_INCLUDED.findall(path.read_text(encoding="utf-8")))
            waiting += [SOURCES / "www" / "templates" / name for name in sorted(names)]
    return list(pages)


def _of_module(text: str) -> list[str]:
    names = {"_", "gettext", "gettext_lazy", "ngettext"}
    return [
        argument.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _of_template(text: str) -> list[str]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    source = templatize(text)
    calls = re.finditer(r"\b(?:gettext|_|ngettext)\(\s*u?(" + _STRING + r"|'(?:[^'\\]|\\.)*'" + r")", source)
    return [ast.literal_eval(call[1]) for call in calls]


def missing() -> list[str]:
    """Return what is said without Spanish."""
    known = {
        one
        for one, _plural, words, fuzzy in entries(CATALOGUE.read_text(encoding="utf-8"))
        if words and all(words) and not fuzzy
    }
    return sorted(said() - known)


def main() -> int:
    """Compile, or list what is missing."""
    if "--missing" in sys.argv[1:]:
        lines = missing()
        sys.stdout.writelines(f"{line!r}\n" for line in lines)
        return int(bool(lines))
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(CATALOGUE.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
