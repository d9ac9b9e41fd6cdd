"""Work that a page starts and does not wait for: one of a kind an agency, with its progress in a file of the agency.

What was uploaded lies in a folder that is gone when the work ends: no queue in the database, whose rows and archives
would keep names and numbers. A site that ends takes the work with it; the page then says so and asks for it again.
"""

from __future__ import annotations

import fcntl
import json
import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as
from gainful.domain.measures.errors import MeasureError
from gainful.domain.organizations.models import Organization
from gainful.exchange.private_files import private_folder, write_private
from gainful.imports.wage_places import wage_folder

INLINE = False
"""Tests work at once: another thread would not see their transaction."""
PATIENCE_S = 2.0
"""How long a page waits for work that is short."""
TELL_S = 0.5
RUNNING, DONE, FAILED, BROKEN = "running", "done", "failed", "broken"
Tell = Callable[[int, int], None]
Work = Callable[[Actor, Path, Tell], str]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `done` of `whole` (0: not known), and in the end what came of it, in words."""

    name: str
    state: str
    done: int = 0
    whole: int = 0
    words: str = ""
    began: float = 0.0

    @property
    def share(self) -> int | None:
        """Percent; None where the whole is not known."""
        return min(99, 100 * self.done // self.whole) if self.whole else None


def progress_of(organization: Organization, kind: str) -> Progress | None:
    """Return how far the agency's work of a kind is, or how the last one ended; None where there was none."""
    folder = wage_folder(organization) / "work"
    note = folder / f"{kind}.json"
    if not note.exists():
        return None
    found = Progress(**json.loads(note.read_text()))
    if found.state == RUNNING and not _is_held(folder / f"{kind}.lock"):
        words = _("The site was stopped before it was done. Nothing of it counts: send it again.")
        return Progress(found.name, BROKEN, found.done, found.whole, words, found.began)
    return found


def _is_held(path: Path) -> bool:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


class _Work:
    """One piece of work, with the lock that says that it is under way."""

    def __init__(self, folder: Path, kind: str, name: str) -> None:
        self._folder, self._kind = folder, kind
        self._lock = (folder / f"{kind}.lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise MeasureError(
                _("Another file is being worked on."),
                hint=_("Wait until it is done, then try again."),
                field="file",
            ) from None
        self.place = Path(mkdtemp(prefix="gainful-work-"))
        self.began = Progress(name, RUNNING, began=timezone.now().timestamp())
        self.failed: MeasureError | None = None
        self.done = threading.Event()
        self._told = 0.0
        self._note(self.began)

    def _note(self, progress: Progress) -> None:
        write_private(self._folder / f"{self._kind}.json", json.dumps(asdict(progress)).encode())

    def tell(self, at: int, whole: int) -> None:
        """Note how far it is, twice a second at most."""
        if time.monotonic() - self._told > TELL_S:
            self._told = time.monotonic()
            self._note(replace(self.began, done=at, whole=whole))

    def run(self, work: Callable[[], str]) -> None:
        """Do it to its end, or to a plain word why not."""
        try:
            words, state = work(), DONE
        except MeasureError as error:
            self.failed = error
            words, state = f"{error.message} {error.hint}".strip(), FAILED
        except Exception:
            log.exception("%s failed", self._kind)
            words, state = _("Something went wrong on our side. Nothing of it counts."), FAILED
            self.failed = MeasureError(words, field="file")
        shutil.rmtree(self.place, ignore_errors=True)
        self._note(replace(self.began, state=state, words=words))
        self._lock.close()
        self.done.set()

    def forget(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.place, ignore_errors=True)
        (self._folder / f"{self._kind}.json").unlink(missing_ok=True)
        self._lock.close()


def start(
    actor: Actor,
    organization: Organization,
    kind: str,
    name: str,
    work: Work,
    fill: Callable[[Path], None],
    *,
    patience: float | None = None,
) -> Progress:
    """Start it in a folder that `fill` puts the uploads into; return how far it is after two seconds at most.

    MeasureError where one of its kind is under way, or where it failed within that time.
    """
    one = _Work(private_folder(wage_folder(organization) / "work"), kind, name)
    try:
        fill(one.place)
    except BaseException:
        one.forget()
        raise

    def whole() -> str:
        return _done_as(actor, organization, one, work)

    if INLINE:
        one.run(whole)
    else:
        threading.Thread(target=_alone, args=(one, whole), name=f"gainful {kind}", daemon=True).start()
        one.done.wait(PATIENCE_S if patience is None else patience)
    if one.done.is_set() and one.failed is not None:
        one.forget()  # whoever sent it reads why at once
        raise one.failed
    return progress_of(organization, kind) or one.began


def _alone(one: _Work, work: Callable[[], str]) -> None:
    try:
        one.run(work)
    finally:
        connections.close_all()


def _done_as(actor: Actor, organization: Organization, one: _Work, work: Work) -> str:
    if INLINE:
        return work(actor, one.place, one.tell)
    with acting_as(actor.user, organization, role=actor.role, reason="long work") as again:
        return work(again, one.place, one.tell)


def forget(organization: Organization, kind: str) -> None:
    """Forget how the last work of a kind ended, once it was read."""
    found = progress_of(organization, kind)
    if found is not None and found.state != RUNNING:
        (wage_folder(organization) / "work" / f"{kind}.json").unlink(missing_ok=True)
