"""A running server under load: many requests by several clients at once, none of which may fail.

    emoprofile serve --port 8765 &
    python -m benchmarks.server_load http://127.0.0.1:8765 --requests 1000 --clients 16

Every answer must be the same, byte for byte, as the first one to the same article.
"""

import argparse
import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

ARTICLES = [
    f"They had lost everything in the {name}. Still, the neighbours came, and we are so grateful to them!"
    for name in ("fire", "flood", "storm", "war")
]


def post(address: str, text: str) -> tuple[float, bytes]:
    """One request: how long it took, in seconds, and the answer."""
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(f"{address}/profile", body, {"Content-Type": "application/json"})
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:
        return time.perf_counter() - start, answer.read()


def main() -> None:
    """Send the requests, and say how long they took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16)
    chosen = parser.parse_args()
    expected = {text: post(chosen.address, text)[1] for text in ARTICLES}
    errors: list[str] = []
    lock = Lock()

    def ask(i: int) -> float:
        text = ARTICLES[i % len(ARTICLES)]
        try:
            seconds, answer = post(chosen.address, text)
        except OSError as error:
            with lock:
                errors.append(str(error))
            return 0.0
        if answer != expected[text]:
            with lock:
                errors.append("another answer to the same article")
        return seconds

    start = time.perf_counter()
    with ThreadPoolExecutor(chosen.clients) as clients:
        times = sorted(clients.map(ask, range(chosen.requests)))
    whole = time.perf_counter() - start
    print(f"{chosen.requests} requests by {chosen.clients} clients: {len(errors)} errors, {whole:.1f} s in all")
    middle = times[len(times) // 2]
    print(f"{chosen.requests / whole:.1f} requests/s; half within {middle:.3f} s, the slowest {times[-1]:.3f} s")
    for error in errors[:5]:
        print(error)


if __name__ == "__main__":
    main()
