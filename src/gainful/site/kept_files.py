"""What Gainful keeps in files, as data: the same questions that the table of rights answers for rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file or folder: `path` is below the data folder unless it says otherwise."""

    path: str
    about: str
    readers: str
    names_people: bool
    history: str
    backup: str
    retention: str
    erasure: str


NOBODY = "nobody is named in it"
REMADE = "no; made anew at a start"
FILES = (
    KeptFile(
        "postgres",
        "The database, uploads among its rows (spreadsheets until they are saved, résumés as text).",
        "the database's user; people by the table of rights",
        True,
        "by triggers, sealed",
        "in each archive",
        "as each row",
        "`gainful erase`: rows, history, unsaved files that hold the person",
    ),
    KeptFile(
        "outbox",
        "Letters where no mail server or gateway is set up, mail about accounts among them.",
        "the site's user",
        True,
        "the outbox in the database says what was written, when and to whom",
        "no",
        "until the operator has printed and deleted them",
        "letters to the person are removed",
    ),
    KeptFile(
        "erasures.jsonl",
        "Who was erased: ids and times.",
        "the site's user",
        False,
        "gainful.erasure in the database says who asked and why",
        "beside the archives",
        "as long as an archive holds them",
        NOBODY,
    ),
    KeptFile(
        "revocations.jsonl",
        "What was taken back (consents, links, tokens, invitations, roles, accounts): numbers of rows and times.",
        "the site's user",
        False,
        "each row has its own in the database",
        "beside the archives",
        "100 days",
        NOBODY,
    ),
    KeptFile(
        "erase-again",
        "A restore is under way: what both lists name has to be closed again.",
        "the site's user",
        False,
        "no",
        "no",
        "until it is done, at the latest by the next start",
        NOBODY,
    ),
    KeptFile(
        "operations.jsonl",
        "When backups and drills were made.",
        "the site's user",
        False,
        "no",
        "no",
        "as long as the installation",
        NOBODY,
    ),
    KeptFile(
        "before-restore",
        "What each restore replaced: an archive, or the database's files.",
        "the site's user",
        True,
        "as in what it is a copy of",
        "it is one",
        "30 days (`domain/operations/retention.py`), or until the operator deletes it",
        "held until it is deleted; `gainful restore` erases again whoever was erased since",
    ),
    KeptFile(
        "recovery",
        "The continuous archive at work: the database's log until it is encrypted and gone, the key of drills, notes.",
        "the site's user",
        True,
        "operations.jsonl",
        "no",
        "a minute, longer while the store cannot be reached; the key as long as the installation",
        "what is in the store is held until it is outdated; `gainful restore` erases again whoever was erased since",
    ),
    KeptFile(
        "incoming",
        "A restore that is under way.",
        "the site's user",
        True,
        "no",
        "no",
        "until it is done; one that broke off goes after a day",
        "whoever was erased since is erased before anybody can sign in",
    ),
    KeptFile(
        "unpacked",
        "An archive that a restore or a drill is reading.",
        "the site's user",
        True,
        "no",
        "no",
        "until it is done; one that broke off goes after a day",
        "gone with the restore or the drill",
    ),
    KeptFile(
        "drill",
        "A drill that is under way: the database restored beside the site.",
        "the site's user",
        True,
        "operations.jsonl",
        "no",
        "minutes; one that broke off goes after a day",
        "gone with the drill",
    ),
    KeptFile(
        "a store (`GAINFUL_RECOVERY_TO`)",
        "Copies of the database's files and its log, secret key, reference releases; all encrypted (age).",
        "who holds the agency's private key; this installation for drills",
        True,
        "about.json beside each copy",
        "it is one",
        "14 days (`GAINFUL_RECOVERY_DAYS`), then deleted by the site",
        "held until it is outdated; `gainful restore` erases again whoever was erased since",
    ),
    KeptFile(
        "backup-folders",
        "Which folders backups were written to: what is erased or taken back is listed there.",
        "the site's user",
        False,
        "no",
        "no",
        "as long as the installation",
        NOBODY,
    ),
    KeptFile(
        "secret-key",
        "The key of claims, sessions, links, and the private halves of keys that sign certificates.",
        "the site's user",
        False,
        "no",
        "in each archive",
        "as long as the installation",
        NOBODY,
    ),
    KeptFile(
        "reference",
        "Loaded reference releases.",
        "the site's user",
        False,
        "the list of releases in the database",
        "in each archive",
        "until another is chosen and it is deleted",
        NOBODY,
    ),
    KeptFile(
        "pools",
        "Stores for ranking, one an organization: ids of its people, levels, pay, needs, credentials; no names.",
        "the site's user",
        True,
        "no: worked out from rows that have one",
        "no; made anew from the database",
        "until the person or the consent goes; written anew as people change",
        "the person's bytes are overwritten where they stand",
    ),
    KeptFile(
        "wages",
        "Wage records that agencies' pages count from, a store an agency: quarterly wages by keyed hash of the person.",
        "the site's user",
        True,
        "`files/` in each store: which file, when, how many rows",
        "no; bring the files in again",
        "as the agreement with the State says: delete the agency's folder",
        "`gainful wages forget --store wages/AGENCY`",
    ),
    KeptFile(
        "wage-records.key",
        "The key of those hashes, where GAINFUL_WAGE_KEY_FILE names no other place; keep it elsewhere in production.",
        "the site's user",
        False,
        "no",
        "no",
        "as long as the stores",
        NOBODY,
    ),
    KeptFile(
        "media", "Empty: uploads are rows.", "the site's user", False, "no", "in each archive", "–", NOBODY
    ),
    KeptFile("static", "Scripts, styles, fonts.", "the site's user", False, "no", REMADE, "–", NOBODY),
    KeptFile(
        "first-run",
        "The secret of the first operator's link.",
        "the site's user",
        False,
        "no",
        "no",
        "an hour, or until it is used",
        NOBODY,
    ),
    KeptFile(
        "sample-people", "How far a demo has been filled.", "the site's user", False, "no", "no", "–", NOBODY
    ),
    KeptFile(
        "*.lock",
        "Marks of processes that must not run twice.",
        "the site's user",
        False,
        "no",
        "no",
        "–",
        NOBODY,
    ),
    KeptFile(
        "a store of wage records (`--store`, outside the data folder)",
        "Quarterly wages by keyed hash of the person, in Parquet; refused rows without keys.",
        "whoever runs `gainful wages`; finding a person takes the key file too",
        True,
        "`files/`: which file, when, how many rows; `forgotten.json`: how many were taken out",
        "by whoever keeps it",
        "as the agreement with the state says: delete the folder",
        "`gainful wages forget`: of every piece and of files to come",
    ),
    KeptFile(
        "a folder of links (`gainful wages link`)",
        "Which keyed hash belongs to which; review.csv names people to be looked at.",
        "whoever runs the command",
        True,
        "summary.json",
        "by whoever keeps it",
        "review.csv until it is decided",
        "`gainful wages forget --links`",
    ),
    KeptFile(
        "an archive (`gainful backup FILE`)",
        "Database, secret key, reference releases.",
        "whoever runs the command",
        True,
        "manifest.json inside",
        "it is one",
        "as the agency's rule says: delete it then",
        "held until it is deleted; `gainful restore` erases again whoever was erased since",
    ),
    KeptFile(
        "an export (CSV, PDF, JSON, PIRL)",
        "What somebody downloaded or a command wrote.",
        "whoever downloaded it, on their own machine",
        True,
        "the read log names each person in a list that was exported",
        "no",
        "theirs to keep as the agency's rule says",
        "not reached: files on other machines",
    ),
)
HEAD = """# Files: who reads them, and what becomes of them

Written by `python scripts/rights_page.py` from `src/gainful/site/kept_files.py`; a test compares a folder
in use with it. Files are written for their owner alone (0600, folders 0700; where root starts the embedded database
its user passes through the data folder, 0711, and reads nothing else). Uploads are not files
here but rows: `docs/rights.md`.

| what | holds | names people | who reads it | history | backup | kept | erasure |
|---|---|---|---|---|---|---|---|
"""


def page(files: Iterable[KeptFile] = FILES) -> str:
    """Return the page of the docs as Markdown."""
    lines = [
        f"| `{one.path}` | {one.about} | {'yes' if one.names_people else 'no'} | {one.readers} | {one.history} |"
        f" {one.backup} | {one.retention} | {one.erasure} |"
        for one in files
    ]
    return HEAD + "\n".join(lines) + "\n"
