"""One browser for all tests of pages; without one they are skipped, and say so."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.report.browser import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = find_chromium()
    if program is None:
        pytest.skip("there is no Chromium: install it (apt-get install chromium), or name it in CHROMIUM")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()
