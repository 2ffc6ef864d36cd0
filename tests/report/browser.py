"""A real browser that opens pages, and what it complained of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
SCHEME = Literal["light", "dark"]


def find_chromium() -> str | None:
    """The program: that of CHROMIUM, or one on the path."""
    return os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Opened:
    """A page, and everything that went wrong in it.

    Attributes:
        page: The page.
        complaints: What the console said, errors of scripts, and requests for anything but the page itself.
        dialogs: What asked for attention, such as `alert` in a hostile article.
    """

    page: "Page"
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def dismiss(self, dialog: "Dialog") -> None:
        """Note what asked for attention, and send it away."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def check(self) -> None:
        """Nothing went wrong, nothing was asked of the network, and nothing of an article ran."""
        assert self.complaints == []
        assert self.dialogs == []
        assert self.page.evaluate("window.ran === undefined")


@contextmanager
def opened(
    browser: "Browser", path: Path, width: int = 1280, height: int = 900, scheme: SCHEME = "light", **more: Any
) -> Iterator[Opened]:
    """A page in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **more)
    found = Opened(context.new_page())
    address = path.as_uri()
    found.page.on("console", lambda message: found.complaints.append(message.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.on("request", lambda request: found.complaints.extend(_foreign(request.url, address)))
    found.page.on("dialog", found.dismiss)
    found.page.goto(address)
    yield found
    context.close()


def _foreign(url: str, address: str) -> list[str]:
    """A request for something else than the page and what it makes itself."""
    return [] if url.split("#")[0] == address or url.startswith(("blob:", "data:")) else [url]
