"""The server: the bytes of the command line, limits, refusals, a schema that holds, many clients at once."""

import html
import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from emoprofile import Profiler
from emoprofile.cli.app import app as cli

pytest.importorskip("fastapi", reason="the extra [serve] is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="the extra [serve] is not installed")

from emoprofile.serve import Limits, create_app  # noqa: E402
from emoprofile.serve.run import LOOPBACK_NAMES, is_loopback  # noqa: E402

ROWS = [
    {"id": "a", "title": "One", "text": "I am afraid. They said it was war."},
    {"id": "b", "text": "“We love it,” said Mary Osei. It is over.", "source": "x"},
    {"text": "We are calm."},
]
LIMITS = Limits(bytes=20_000, articles=5, seconds=20, waiting=64)


class Client:
    """Requests to a server on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json", **headers: str
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, {"Content-Type": kind, **headers})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def post(self, path: str, value: Any, kind: str = "application/json") -> tuple[int, bytes]:
        return self.ask("POST", path, value if isinstance(value, bytes) else json.dumps(value).encode(), kind)


def served(profiler: Profiler, limits: Limits) -> Iterator[Client]:
    app = create_app(profiler, limits, LOOPBACK_NAMES)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Client(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def profiler(tiny_model: Path) -> Profiler:
    return Profiler.from_config("default", [f"model={tiny_model}"])


@pytest.fixture(scope="module")
def client(profiler: Profiler) -> Iterator[Client]:
    yield from served(profiler, LIMITS)


def by_command_line(rows: list[dict[str, Any]], tiny_model: Path, folder: Path) -> bytes:
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    words = ["score", str(folder / "rows.jsonl"), "-o", str(folder / "out.jsonl"), "--set", f"model={tiny_model}"]
    done = CliRunner().invoke(cli, [*words, "--executor", "inline", "--quiet"])
    assert done.exit_code == 0, done.output
    return (folder / "out.jsonl").read_bytes()


def test_an_article_gets_the_bytes_of_the_command_line(client: Client, tiny_model: Path, tmp_path: Path) -> None:
    assert client.post("/profile", ROWS[0]) == (200, by_command_line(ROWS[:1], tiny_model, tmp_path))


@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson"])
def test_a_batch_gets_the_bytes_of_the_command_line(
    client: Client, tiny_model: Path, tmp_path: Path, kind: str
) -> None:
    body = json.dumps(ROWS) if kind == "application/json" else "\n".join(map(json.dumps, ROWS))
    assert client.post("/profiles", body.encode(), kind) == (200, by_command_line(ROWS, tiny_model, tmp_path))


def test_one_bad_article_stops_no_other(client: Client) -> None:
    status, content = client.post("/profiles", [ROWS[0], {"id": "none"}, {"text": 3}, ROWS[2]])
    assert status == 200
    lines = [json.loads(line) for line in content.splitlines()]
    assert ["schema" in line for line in lines] == [True, False, False, True]
    assert lines[1]["stage"] == "read"


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("/profile", b"{", 400, "not JSON"),
        ("/profile", b"\xff\xfe", 400, "not JSON"),
        ("/profile", b"[" * 20_000, 400, "not JSON"),
        ("/profile", b"[]", 422, "an article is an object"),
        ("/profile", b'{"id": "a"}', 422, "text"),
        ("/profile", b'{"text": "\\ud800"}', 422, "U+D800"),
        ("/profiles", b"{}", 422, "expected an array"),
        ("/profiles", b"[]", 422, "no article"),
        ("/profiles", json.dumps([{"text": "a"}] * 6).encode(), 413, "at most 5"),
        ("/profiles", b'["a"]', 422, "an article is an object"),
        ("/profile", b'{"text": "' + b"a" * 20_000 + b'"}', 413, "larger than 20000 bytes"),
        ("/report", b"nothing", 400, "without its field"),
        ("/report", b"text=++", 422, "no text"),
    ],
)
def test_what_is_malformed_or_too_large_is_refused_with_the_reason(
    client: Client, path: str, body: bytes, status: int, said: str
) -> None:
    found, content = client.ask("POST", path, body, "application/x-www-form-urlencoded")
    assert (found, said in content.decode()) == (status, True), content
    assert client.post("/profile", ROWS[2])[0] == 200


def test_a_body_without_a_stated_length_is_cut_off_at_the_limit(client: Client) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    headers = {"Transfer-Encoding": "chunked"}
    connection.request("POST", "/profile", iter([b"a" * 8192] * 4), headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_request_that_takes_too_long_is_refused(profiler: Profiler, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    real = Profiler.profiles
    monkeypatch.setattr(Profiler, "profiles", lambda self, articles: (gate.wait(20), real(self, articles))[1])
    for client in served(profiler, Limits(seconds=0.3, waiting=1)):
        with ThreadPoolExecutor(2) as both:
            found = list(both.map(client.post, ["/profile"] * 2, ROWS[:2]))
        gate.set()
        assert [status for status, _ in found] == [503, 503]
        assert "not done within 0.3 seconds" in b"".join(content for _, content in found).decode()
        assert "wait already" in b"".join(content for _, content in found).decode()


def test_a_slow_body_is_refused(profiler: Profiler) -> None:
    for client in served(profiler, Limits(seconds=0.2)):
        connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
        connection.putrequest("POST", "/profile")
        connection.putheader("Content-Length", "100")
        connection.endheaders(b"{")
        assert connection.getresponse().status == 408
        connection.close()


def test_many_clients_at_once_get_the_same_answers(client: Client) -> None:
    expected = {row["text"]: client.post("/profile", row) for row in ROWS}
    assert {status for status, _ in expected.values()} == {200}
    with ThreadPoolExecutor(16) as clients:
        found = list(clients.map(lambda i: client.post("/profile", ROWS[i % 3]), range(160)))
    assert all(found[i] == expected[ROWS[i % 3]["text"]] for i in range(160))


def test_the_document_is_a_schema_that_answers_keep(client: Client) -> None:
    document = json.loads(client.ask("GET", "/openapi.json")[1])
    assert set(document["paths"]) == {"/health", "/profile", "/profiles"}
    assert "$defs" not in json.dumps(document)
    schema = {**document["components"]["schemas"]["Profile"], "components": document["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(client.post("/profile", ROWS[0])[1]))
    assert list(validator.iter_errors({"schema": "emoprofile/2"}))
    for path in ("/docs", "/redoc"):
        assert client.ask("GET", path)[0] == 404


def test_a_pasted_article_is_shown(client: Client) -> None:
    status, form = client.ask("GET", "/")
    assert status == 200
    assert "form-action 'self'" in html.unescape(form.decode())
    form = b"text=I+am+afraid.+%3Cscript%3E1%3C%2Fscript%3E"
    status, page = client.ask("POST", "/report", form, "application/x-www-form-urlencoded")
    assert status == 200
    assert b"&lt;script&gt;1" in page
    assert "form-action 'none'" in html.unescape(page.decode())


def test_a_page_of_another_name_cannot_ask(client: Client) -> None:
    assert client.ask("GET", "/health", Host="example.org")[0] == 400
    assert client.ask("GET", "/health", Host="localhost")[0] == 200


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("example.org", False),
    ],
)
def test_only_loopback_is_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
