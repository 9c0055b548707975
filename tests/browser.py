"""A person at a screen, who reads and presses buttons by their text; every page is checked for accessibility."""

import re
import shutil
import subprocess
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SKELETON = """[...new Set([...document.querySelectorAll("body *")].map(
    part => part.tagName + part.className + [...part.attributes].map(attribute => attribute.name)))].sort().join()"""
MISSING = "No Chromium here. Get it with: sudo apt-get install chromium"
PATIENCE = 30_000  # milliseconds: a busy machine answers late, and nothing here is about time
expect.set_options(timeout=PATIENCE)
LAPTOP, PHONE = ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844)


class Visitor:
    """The browser window of one person."""

    looked_at: set = set()  # axe checks the same elements with the same classes once

    def __init__(self, browser: Browser, address: str, viewport: ViewportSize = LAPTOP):
        self.page: Page = browser.new_context(viewport=viewport, locale="th-TH").new_page()
        self.page.set_default_timeout(PATIENCE)
        self.address = address

    def log_in(self, username: str, password: str) -> "Visitor":
        self.open("/accounts/login/")
        self.fill(login=username, password=password)
        return self.press("เข้าสู่ระบบ", within="main")

    def open(self, path: str) -> "Visitor":
        answer = self.page.goto(urljoin(self.address, path))
        assert answer, path
        assert answer.ok, f"{path} answers {answer.status}"
        return self.look()

    def fill(self, **fields: str) -> "Visitor":
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def press(self, name: str, *, within: str = "body", nth: int = 0) -> "Visitor":
        """Press a button or link by its text."""
        part = self.page.locator(within)
        return self.follow(part.get_by_role("button", name=name).or_(part.get_by_role("link", name=name)).nth(nth))

    def follow(self, link: Locator) -> "Visitor":
        with self.page.expect_navigation():
            link.click()
        return self.look()

    def look(self) -> "Visitor":
        """Nothing is wider than the window, and axe finds no barrier."""
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"{self.page.url} is {wide} wide in a window of {window}"
        skeleton = (window, self.page.title(), self.page.evaluate(SKELETON))
        if skeleton not in self.looked_at:
            violations = Axe().run(self.page)
            assert violations.violations_count == 0, f"{self.page.url}\n{violations.generate_report()}"
            self.looked_at.add(skeleton)
        return self

    @property
    def text(self) -> str:
        return self.page.inner_text("main")

    def find(self, pattern: str) -> str:
        match = re.search(pattern, self.text)
        assert match, f"{pattern} is not on {self.page.url}:\n{self.text}"
        return match[0]

    def paper(self, link: Locator) -> str:
        """The words of a PDF that a link leads to."""
        return self.words(self.page.request.get(urljoin(self.page.url, link.get_attribute("href"))))

    @staticmethod
    def words(answer) -> str:
        assert answer.ok, f"{answer.url} answers {answer.status}"
        assert answer.headers["content-type"] == "application/pdf"
        read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.body(), capture_output=True, check=True)
        return read.stdout.decode()
