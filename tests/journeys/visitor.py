"""A person with a browser of their own: where they are, and what the browser complained of."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, Response

from tests.journeys.browser import ANSWER_MS, HEIGHT

DOORS = {
    "program_manager": "Program manager",
    "employer": "Employer",
    "coach": "Job coach",
    "instructor": "Instructor",
    "participant": "Participant",
    "operator": "Operator",
    "second_agency": "Coach of a second agency",
}
NO_FAULT = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
"""Said of an answer that is counted elsewhere, and of a request that ended because the person left the page."""


class Visitor:
    """One browser context; nothing is shared with other visitors."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1280, mouse: bool = True, locale: str = "en-US"
    ) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            accept_downloads=True,
            has_touch=not mouse,
            locale=locale,
        )
        self.context.set_default_timeout(ANSWER_MS)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)

    def _heard(self, message) -> None:
        if message.type == "error" and not any(words in message.text for words in NO_FAULT):
            self.complaints.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.complaints.append(f"{response.status} {response.url}")

    def open(self, path: str = "/") -> Page:
        """Go to an address of the site."""
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, role: str) -> Page:
        """Go in through the demo door of a role."""
        self.open("/")
        self.button(f"Sign in as {DOORS[role]}").click()
        self.page.wait_for_url(re.compile(f"^{re.escape(self.address)}/(?!demo/).+"))
        return self.page

    def sign_in_with(self, email: str, password: str) -> Page:
        """Sign in with an account of one's own."""
        self.open("/accounts/login/")
        self.field("Email").fill(email)
        self.field("Password").fill(password)
        self.button("Sign in").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)
        return self.page

    def button(self, name: str) -> Locator:
        """Return the button of that name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        """Return the link of that name in the page's main part or its navigation."""
        return self.page.get_by_role("link", name=name, exact=True)

    def field(self, label: str) -> Locator:
        """Return the field with that label."""
        return self.page.get_by_label(label, exact=True)

    def heading(self) -> str:
        """Return the page's one first heading."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def path(self) -> str:
        """Return where the page is, without the site's address."""
        return self.page.url.removeprefix(self.address)

    def leave(self) -> None:
        """Close the browser; a complaint of the browser's fails the journey."""
        self.context.close()
        assert self.complaints == [], self.complaints
