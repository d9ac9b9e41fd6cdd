"""Every page there is, found the way a person finds it: by following links from each role's first page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.journeys import imports, jobs
from tests.journeys.hands import Mouse
from tests.journeys.visitor import DOORS, Visitor

DOCUMENTS = re.compile(r"\.(csv|json|pdf|ics|xlsx|zip|parquet|docx)($|\?)|/export/|/files?/")
EXAMPLES = {
    "coach:support": 6,
    "program:cohort": 6,
    "program:cohort_certificates": 6,
    "program:sessions": 6,
    "program:curriculum": 3,
    "guest:cohort": 3,
    "participant:messages": 9,
}
"""Kinds of page whose links hang on whose page it is: so many are opened for their links, the first is the example."""
IN_VAIN = 3
"""Links of one kind that are tried although the ones before led to a file, to nothing, or to a page already seen."""
MOST = 400
"""Links tried for one role; far more than the site has kinds of pages."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page: the name of its address, an address to open, and who opens it (empty: nobody signed in)."""

    name: str
    path: str
    role: str


def name_of(path: str) -> str:
    """Return the name of the address behind a path, empty where it is not of this site."""
    try:
        return resolve(path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).view_name
    except Resolver404:
        return ""


Look = Callable[[Found, Page | LexborHTMLParser], None]
"""What is done with the example of each kind of page while it is open, or with what was only read of it."""


def _always(_name: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that answered: where one is now, its links, and the page itself, drawn or only read."""

    path: str
    hrefs: list[str]
    page: Page | LexborHTMLParser


HREFS = "all => all.map((a) => a.getAttribute('href'))"


def draw(someone: Visitor, path: str) -> Opened | None:
    """Open an address in the browser; nothing where no page answers."""
    answer = someone.page.goto(someone.address + path)
    if answer is None or not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
        return None
    return Opened(someone.path(), someone.page.eval_on_selector_all("a[href]", HREFS), someone.page)


def read(someone: Visitor, path: str) -> Opened | None:
    """Ask for an address as the same person without drawing it, which takes a third of the time."""
    answer = someone.context.request.get(someone.address + path)
    assert answer.status < 500, (answer.status, path)
    if not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
        return None
    tree = LexborHTMLParser(answer.text())
    hrefs = [node.attributes["href"] or "" for node in tree.css("a[href]")]
    return Opened(answer.url.removeprefix(someone.address), hrefs, tree)


def crawl(
    someone: Visitor,
    role: str,
    start: str,
    known: frozenset[str],
    look: Look,
    drawn: Callable[[str], bool] = _always,
) -> list[Found]:
    """Open every kind of page that links lead to, but those known from another role; look at one of each kind.

    Kinds that are not `drawn` are only read for their links.
    """
    found: dict[str, Found] = {}
    opened: Counter[str] = Counter()
    in_vain: Counter[str] = Counter()
    waiting, tried, gone = [start], 0, set[str]()
    while waiting and tried < MOST:
        path = waiting.pop(0)
        if path in gone:
            continue
        name = asked = name_of(path)
        if not name or opened[name] >= EXAMPLES.get(name, 1) or name in known or DOCUMENTS.search(path):
            continue
        if in_vain[asked] >= IN_VAIN:
            continue
        tried += 1
        gone.add(path)
        in_vain[asked] += 1
        opened_here = (draw if drawn(asked) else read)(someone, path)
        if opened_here is None:
            continue
        here = opened_here.path
        name = name_of(here)
        if opened[name] >= EXAMPLES.get(name, 1) or name in known:
            continue
        in_vain[asked] -= 1
        opened[name] += 1
        if (
            drawn(name) and name not in found and not drawn(asked)
        ):  # the address led on to a page that is drawn
            opened_here = draw(someone, here) or opened_here
        base = here.split("?")[0]
        whole = [base + href if href.startswith("?") else href for href in opened_here.hrefs]
        # from a place within a page the first Tab goes on from there, and says nothing of the skip link
        waiting += [href.split("#", maxsplit=1)[0] for href in whole if href.startswith("/")]
        if name not in found:
            found[name] = Found(name, here, role)
            look(found[name], opened_here.page)
    return list(found.values())


def worked_job(browser: Browser, address: str) -> dict[str, str]:
    """Take one job from its posting to a plan; returns the paths of the links made on the way."""
    manager, hands = Visitor(browser, address), Mouse()
    manager.sign_in("program_manager")
    job = jobs.read_posting(manager, hands)
    jobs.name_employer(manager, hands)
    confirm = jobs.shared_link(manager, hands, "Confirm with the employer")
    employer = Visitor(browser, address)
    employer.page.goto(confirm)
    jobs.sign(employer, hands)
    employer.leave()
    manager.open(f"{job}people/")
    jobs.make_plan(manager, hands)
    plan = jobs.shared_link(manager, hands, "Share")
    manager.open(f"{job}plan/")
    jobs.shared_link(manager, hands, "Ask the employer to sign")
    manager.leave()
    return {"job": job, "confirm": confirm.removeprefix(address), "plan": plan.removeprefix(address)}


def with_a_person(browser: Browser, address: str) -> list[str]:
    """Let a coach bring in a résumé as agreed, and go through needs; returns the paths where each goes on."""
    coach, hands = Visitor(browser, address), Mouse()
    coach.sign_in("coach")
    coach.open("/coach/")
    hands.press(coach.page.locator("main table a").first)
    coach.page.wait_for_url("**/coach/people/*/")
    coach.open(f"{coach.path()}resume/")
    hands.write(coach.page.locator("textarea").first, "Cashier, Corner Shop, 2015-2019. Kept the till.")
    hands.choose(coach.field("How did the person agree to it?"), "verbal")
    hands.press(coach.button("Read it"))
    coach.page.wait_for_url("**/resume/*-*/")
    paths = [coach.path()]
    coach.open(f"{paths[0].split('resume/')[0]}support/")
    hands.press(coach.button("Go through it together"))
    coach.page.wait_for_url("**/about/*/")
    paths.append(coach.path())
    coach.leave()
    return paths


@contextmanager
def signed_in(browser: Browser, address: str) -> Iterator[dict[str, Visitor]]:
    """Yield a signed-in browser for each role with a door, and one of nobody, by the role's name or none."""
    made = {"": Visitor(browser, address)}
    for role in DOORS:
        someone = Visitor(browser, address)
        someone.open("/")
        if someone.button(f"Sign in as {DOORS[role]}").count():
            someone.sign_in(role)
            made[role] = someone
        else:
            someone.leave()
    yield made
    for someone in made.values():
        someone.leave()


def every_page(
    browser: Browser,
    address: str,
    visitors: dict[str, Visitor],
    look: Look = lambda _found, _page: None,
    drawn: Callable[[str], bool] = _always,
) -> list[Found]:
    """Look at an example of each kind of page for each role, and at the pages that need nobody signed in."""
    links = worked_job(browser, address)
    upload = imports.waiting_upload(browser, address)
    begun = with_a_person(browser, address)
    pages: list[Found] = []
    for role in (*(role for role in visitors if role), ""):
        someone = visitors[role]
        start = someone.path() if role else "/"
        pages += crawl(someone, role, start, frozenset(page.name for page in pages), look, drawn)
    nobody = [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/signup/",
        links["confirm"],
        links["plan"],
    ]
    made = ((upload, "program_manager"), *((path, "coach") for path in begun))
    known = {page.name for page in pages}
    for path, role in (*((path, "") for path in nobody), *made):
        found = Found(name_of(path), path, role)
        if found.name not in known:
            known.add(found.name)
            pages.append(found)
            if opened_here := (draw if drawn(found.name) else read)(visitors[role], path):
                look(found, opened_here.page)
    return pages
