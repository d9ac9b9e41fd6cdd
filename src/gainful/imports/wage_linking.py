"""People of the database found among the people behind wage records; what is not sure waits for somebody to decide.

Links lie in the store as the linkage made them, decisions in the database: figures put both together when they are
worked out, so that a decision counts at once, can be taken back, and stays for the next quarter's file.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.actions import Compared, Run, keep_pairs
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import WageLinking, WagePair
from gainful.domain.measures.pair_queries import decided_pairs, followed_people
from gainful.domain.measures.rows import keys_of
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant
from gainful.exchange.private_files import private_folder
from gainful.exchange.tables.errors import UnreadableColumns, UnreadableTable
from gainful.exchange.tables.headings import matched
from gainful.exchange.tables.opening import open_table
from gainful.exchange.tables.writing import csv_writer
from gainful.exchange.wage_linkage import Asked, LinkStore, Pair, link_people, with_decisions
from gainful.exchange.wage_linkage.comparisons import COMPARED
from gainful.exchange.wage_linkage.link import summary_of
from gainful.exchange.wage_linkage.people import PARTICIPANTS
from gainful.exchange.wage_linkage.runs import ids_of, sides_of
from gainful.exchange.wage_records import load_or_make_key, person_hash
from gainful.exchange.wage_records.keys import fingerprint, plain_key
from gainful.imports.long_work import Progress, Tell, start
from gainful.imports.wage_places import has_store, links_folder, wage_folder, wage_key

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".parquet")
OWN_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx")
FIELDS: tuple[str, ...] = ("person", "wage_key", "first_name", "last_name", "birth_date", "ssn4", "zip")
PAIR_COLUMNS = (
    "pair", "person_id", "why", "match_weight", "probability", "fields", "decision", "note", "by", "on",
)  # fmt: skip
LINKED, WAITS = "accepted", "review"
CHUNK = 2_000
_ZIP = re.compile(r"\d{5}(-\d{4})?")
_WORDS = {compared.column: compared.words for compared in COMPARED}


def link_records(
    actor: Actor, wage_people: Path, own: Path | None = None, tell: Tell | None = None
) -> WageLinking:
    """Compare the agency's people with the people behind its wage records and keep what came of it.

    `own` has what the database does not know of them: person, and birth date, last four digits or number. It is read
    and not kept. MeasureError in words where a file cannot be read or another linkage runs.
    """
    organization = require(actor, "import_wages")
    if not has_store(organization):
        raise MeasureError(
            _("No wage records are in yet."), hint=_("Bring the file of wages in first, then the people behind it."),
            field="file",
        )  # fmt: skip
    secret = _secret(organization)
    store = LinkStore(links_folder(organization))
    with TemporaryDirectory(prefix="gainful-link-") as name, _alone(private_folder(store.folder)):
        people = Path(name) / (own.name if own else "people-of-the-agency.csv")
        earlier = tuple(store.pairs()) if _is_linked(store) else ()
        try:
            keys = people_file(people, organization, own)
            _told(tell, 1)
            linked = link_people(Asked(people, wage_people, dates="mdy", earlier=earlier), secret)
        except (UnreadableColumns, UnreadableTable, ValueError, OSError) as error:
            raise MeasureError(str(error), hint=_("Nothing was changed."), field="file") from error
        _told(tell, 3)
        asked = Asked(people, wage_people)
        made = keep_pairs(actor, _run(wage_people.name, linked.pairs, keys, secret, linked.wage_people))
        store.update(linked.pairs, summary_of(asked, linked, fingerprint(secret)))
    return made


STEPS = 4
"""Of a comparison, as far as progress tells: opened, people written, compared, kept."""


def _told(tell: Tell | None, step: int) -> None:
    if tell is not None:
        tell(step, STEPS)


def link_later(
    actor: Actor, file: UploadedFile, own: UploadedFile | None, said: Callable[[WageLinking], str]
) -> Progress:
    """Compare uploads beside the page that sent them; `said` puts what came of it in words."""
    organization = require(actor, "import_wages")

    def fill(place: Path) -> None:
        _copied(file, place / "theirs", SUFFIXES, "file")
        if own is not None:
            _copied(own, place / "ours", OWN_SUFFIXES, "own")

    def work(acting: Actor, place: Path, tell: Tell) -> str:
        ours = place / "ours"
        wage_people = next((place / "theirs").iterdir())
        return said(link_records(acting, wage_people, next(ours.iterdir()) if ours.exists() else None, tell))

    return start(actor, organization, "link", Path(file.name or "people.csv").name, work, fill)


def link_uploads(actor: Actor, file: UploadedFile, own: UploadedFile | None = None) -> WageLinking:
    """Compare uploads from a folder that is gone afterwards: names and numbers stay in no file."""
    with TemporaryDirectory(prefix="gainful-link-") as folder:
        wage_people = _copied(file, Path(folder) / "theirs", SUFFIXES, "file")
        ours = _copied(own, Path(folder) / "ours", OWN_SUFFIXES, "own") if own else None
        return link_records(actor, wage_people, ours)


def _copied(file: UploadedFile, folder: Path, suffixes: tuple[str, ...], field: str) -> Path:
    path = folder / Path(file.name or "people.csv").name
    if path.suffix.lower() not in suffixes:
        raise MeasureError(
            _("This is none of: %(kinds)s.") % {"kinds": ", ".join(suffixes)},
            hint=_("Save it as one of these and send it again."), field=field,
        )  # fmt: skip
    folder.mkdir(mode=0o700)
    with path.open("wb") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MeasureError(
                _("Another file is being compared."),
                hint=_("Wait until it is done, then try again."),
                field="file",
            ) from None
        yield


def _secret(organization: Organization) -> bytes:
    return load_or_make_key(wage_key(), beside=wage_folder(organization))


def _is_linked(store: LinkStore) -> bool:
    return (store.folder / "links.csv").exists()


def people_file(path: Path, organization: Organization, own: Path | None) -> dict[UUID, str]:
    """Write the people who may be linked as the linkage reads them; return the key of each.

    A row of `own` keeps its place, so that a cell that cannot be read is named by its row; of people whom the agency
    may not follow nothing is written.
    """
    followed = followed_people(organization)
    keys = {pk: key for pk, key in keys_of(organization).items() if pk in followed}
    known = _known(keys)
    lines, given = _own_lines(own, known)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv_writer(file)
        for line in lines or [FIELDS]:
            writer.writerow(line)
        for plain, facts in known.items():
            if plain not in given:
                writer.writerow(facts.get(name, "") for name in FIELDS)
    return keys


def _known(keys: Mapping[UUID, str]) -> dict[str, dict[str, str]]:
    """Return what the database knows of each person, by the plain form of their key."""
    found = {}
    rows = Participant.objects.order_by("id").values_list("pk", "name", "postal_code")
    for pk, name, postal_code in rows.iterator(chunk_size=CHUNK):
        if pk not in keys:
            continue
        first, last = parted(name)
        area = postal_code if _ZIP.fullmatch(postal_code) else ""
        found[plain_key(keys[pk])] = {
            "person": keys[pk], "first_name": first, "last_name": last, "zip": area,
        }  # fmt: skip
    return found


def parted(name: str) -> tuple[str, str]:
    """Return first and last name: “Silva, Ana” and “Ana Silva” are one; the first word is the first name."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _space, last = name.strip().partition(" ")
    return first, last.strip()


def _own_lines(
    own: Path | None, known: Mapping[str, dict[str, str]]
) -> tuple[list[tuple[str, ...]], set[str]]:
    """Return the lines of the agency's own file, what it leaves out filled from the database, and who is in it."""
    if own is None:
        return [], set()
    table = open_table(own, own.name)
    names = matched(own.name, table.header, PARTICIPANTS)
    places = {
        "wage_key" if name == "key" else name: table.header.index(heading) for name, heading in names.items()
    }
    lines, given = [FIELDS], set[str]()
    for line in table.lines():
        lines += [_nobody(at) for at in range(len(lines) + 1, line.number - table.heading_number + 1)]
        plain = plain_key(line.cells[places["person"]])
        facts = known.get(plain)
        if facts is None:
            lines.append(_nobody(line.number))
            continue
        said = {name: line.cells[place] for name, place in places.items()}
        given.add(plain)
        lines.append(
            tuple(
                facts["person"] if name == "person" else said.get(name) or facts.get(name, "")
                for name in FIELDS
            )
        )
    return lines, given


def _nobody(line: int) -> tuple[str, ...]:
    """Return a row that keeps a place: it has a key and nothing to compare."""
    return (f"nobody of ours in line {line}",) + ("",) * (len(FIELDS) - 1)


def _run(name: str, pairs: list[Pair], keys: Mapping[UUID, str], secret: bytes, wage_people: int) -> Run:
    """Return a linkage as it is kept: pairs to look at with the links that stand in their way."""
    people = {person_hash(secret, key): pk for pk, key in keys.items()}
    waiting = {side for pair in pairs if pair.state == WAITS for side in sides_of(ids_of(pair))}
    to_look_at, others = [], {}
    for pair in pairs:
        person = people.get(pair.participant)
        if person is None:
            continue
        rival = pair.state == LINKED and not waiting.isdisjoint(sides_of(ids_of(pair)))
        if pair.state == WAITS or rival:
            to_look_at.append(_compared(person, pair))
        else:
            others[person, pair.wage_person] = str(pair.state)
    linked = sum(1 for pair in pairs if pair.state == LINKED and pair.participant in people)
    return Run(name, len(keys), wage_people, linked, to_look_at, others)


def _compared(person: UUID, pair: Pair) -> Compared:
    parts = [
        {"field": _WORDS[part.field], "words": part.words, "weight": part.weight, "ours": part.ours,
         "theirs": part.theirs}
        for part in pair.parts
    ]  # fmt: skip
    return Compared(
        person,
        pair.wage_person,
        pair.same_key,
        pair.weight,
        pair.probability,
        str(pair.state),
        pair.reason,
        parts,
    )


def links_for(organization: Organization, folder: Path) -> Path | None:
    """Write the links that count now into a folder: the linkage's, as people decided them, of whom may be followed.

    None where nothing was ever compared: then people are found by their ID alone.
    """
    store = LinkStore(links_folder(organization))
    if not _is_linked(store):
        return None
    secret, followed = _secret(organization), followed_people(organization)
    hashes = {pk: person_hash(secret, key) for pk, key in keys_of(organization).items() if pk in followed}
    said = {
        (hashes[person], wage_person): word
        for person, wage_person, word in decided_pairs(organization)
        if person in hashes
    }
    people = set(hashes.values())
    pairs = [pair for pair in with_decisions(store.pairs(), said) if pair.participant in people]
    LinkStore(private_folder(folder)).update(pairs, store.summary())
    return folder


def pair_line(row: WagePair) -> tuple[object, ...]:
    """Return a pair as a row of `PAIR_COLUMNS`: how each field agrees, not what it says of anybody."""
    fields = "; ".join(f"{part['field']}: {part['words']} ({part['weight']:+.1f})" for part in row.parts)
    on = timezone.localdate(row.decided_at) if row.decided_at else ""
    return (
        row.pk, row.participant.code, row.reason, row.weight, row.probability, fields, row.state, row.note,
        row.decided_by or "", on,
    )  # fmt: skip
