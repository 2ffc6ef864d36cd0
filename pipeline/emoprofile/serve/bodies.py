"""What a request sends, within limits: its bytes, and the articles in them."""

import asyncio
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from emoprofile.config import RunConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_input

JSON_LINES = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server takes.

    Attributes:
        bytes: Of the body of a request.
        articles: In one request.
        seconds: For a request, from its first byte to its last; the article that is scored then is finished in vain.
        waiting: Requests that wait while others are scored; more are told to come again.
    """

    bytes: int = 4 * 2**20
    articles: int = 200
    seconds: float = 60.0
    waiting: int = 64


class RefusedError(Exception):
    """A request that is refused.

    Attributes:
        status: Of HTTP.
        message: What is wrong, what is allowed, what to do.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


async def read_body(request: Request, limits: Limits) -> bytes:
    """The body of a request.

    Raises:
        RefusedError: If it is larger than allowed, or takes too long to come.
    """
    too_large = RefusedError(413, f"the body is larger than {limits.bytes} bytes; send fewer or shorter articles")
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limits.bytes:
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.seconds):
            async for part in request.stream():
                size += len(part)
                if size > limits.bytes:
                    raise too_large
                parts.append(part)
    except TimeoutError:
        raise RefusedError(408, f"the body did not come within {limits.seconds:g} seconds") from None
    except ClientDisconnect:
        raise RefusedError(400, "the connection ended before the body did") from None
    return b"".join(parts)


def parse_one(body: bytes, config: RunConfig) -> Document:
    """The article of a JSON object: a row of a table, as `emoprofile score` reads it.

    Raises:
        RefusedError: If it is no JSON object, or no article.
    """
    [found] = _read_rows([_parse_json(body)], config)
    if isinstance(found, Failure):
        raise RefusedError(422, found.message)
    return found


def parse_many(body: bytes, content_type: str, config: RunConfig, limits: Limits) -> list[Document | Failure]:
    """The articles of a JSON array, or of JSON Lines; what is wrong with one is a failure in its place.

    Raises:
        RefusedError: If it is neither, or holds no article or too many.
    """
    if content_type.split(";")[0].strip().lower() in JSON_LINES:
        found = list(_read_lines(body, config))
    else:
        rows = _parse_json(body)
        if not isinstance(rows, list):
            raise RefusedError(422, f"expected an array of articles, or JSON Lines with the type {JSON_LINES[0]}")
        found = list(_read_rows(rows, config))
    if not found:
        raise RefusedError(422, "there is no article in the body")
    if len(found) > limits.articles:
        raise RefusedError(413, f"{len(found)} articles; at most {limits.articles} are taken at once")
    return found


def parse_form(body: bytes) -> str:
    """The text that was pasted into the page.

    Raises:
        RefusedError: If there is none.
    """
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=4)
        [text] = fields["text"]
    except (ValueError, KeyError):
        raise RefusedError(400, "the form came without its field 'text'") from None
    if not text.strip():
        raise RefusedError(422, "there is no text. Paste an article into the field")
    return text


def _parse_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "the body is not JSON") from None


def _read_rows(rows: list[Any], config: RunConfig) -> Iterator[Document | Failure]:
    for row in rows:
        if not isinstance(row, dict):
            raise RefusedError(422, f'an article is an object with a text, such as {{"text": "…"}}; got {row!r:.40}')
        yield from _read_lines(json.dumps(row).encode(), config)


def _read_lines(body: bytes, config: RunConfig) -> Iterator[Document | Failure]:
    """Rows as `emoprofile score -` reads them from its standard input."""
    read = config.read.model_copy(update={"stdin": "jsonl"})
    yield from read_input("-", read, io.BytesIO(body), config.limits)
