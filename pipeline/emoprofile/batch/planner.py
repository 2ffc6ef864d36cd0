"""Inputs -> plan: every table is read once before the first sentence is scored, so that the whole is known."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.batch.known import KEY_BYTES, Flags, Known, make_key, number_ids
from emoprofile.batch.plan import Chunk, Input, Plan
from emoprofile.batch.table_planner import OnPlanned, TableRequest, describe_input, plan_table
from emoprofile.batch.table_process import PlanTable
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Failure
from emoprofile.read import STDIN, Found, is_single

CHUNK_ARTICLES = 1000
CHUNK_SIZE = 1_000_000
"""Characters of a table's articles, or bytes of files, after which a chunk ends: about 8,000 sentences.
A killed process loses at most that much work, and a run holds about that much in memory."""


def make_plan(
    found: Found,
    config: ReadConfig,
    settings: Mapping[str, Any],
    spool: Path | None = None,
    on_planned: OnPlanned = lambda articles: None,
    limits: LimitsConfig = LIMITS,
    plan_table: PlanTable = plan_table,
    known: Known | None = None,
) -> Plan:
    """The plan of a run. Nothing is kept of an article but 24 bytes of hashes.

    Args:
        found: What is to be read.
        config: How.
        settings: What else the output depends on.
        spool: Where standard input was kept.
        on_planned: Called as articles are counted.
        limits: What is refused.
        plan_table: Reads a table.
        known: The articles that the output holds already.
    """
    known = known or Known()
    inputs: list[Input] = []
    ranges: list[Chunk] = []
    failures = list(found.failures)
    keys = bytearray()
    first = files = size = 0

    def close_files() -> None:
        nonlocal first, files, size
        if first < len(inputs):
            ranges.append(Chunk(first, len(inputs) - first, 0, 1))
        first, files, size = len(inputs), 0, 0

    for position, path in enumerate(found.inputs):
        if is_single(path, config):
            inputs.append(describe_input(path, 1, spool))
            key = make_key("stdin" if path == STDIN else path, inputs[-1].sha256)
            keys += key
            if not known.has_articles(key)[0]:
                files, size = files + 1, size + (inputs[-1].bytes or 0)
            if files >= CHUNK_ARTICLES or size >= CHUNK_SIZE:
                close_files()
        else:
            close_files()
            before = len(keys) // KEY_BYTES
            request = TableRequest(path, config, spool, limits, (CHUNK_ARTICLES, CHUNK_SIZE))
            table = plan_table(request, _counting_from(before, on_planned))
            if isinstance(table, Failure):
                failures.append(table)
                inputs.append(describe_input(path, 0, spool))
            else:
                inputs.append(table.known)
                keys += table.keys
                ranges += [Chunk(position, 1, start, stop, sha256=content) for start, stop, content in table.cuts]
            first = len(inputs)
        on_planned(len(keys) // KEY_BYTES)
    close_files()
    chunks = _chunks(ranges, bytes(keys), known)
    return Plan(
        settings=settings,
        inputs=tuple(inputs),
        chunks=chunks,
        failures=tuple(failure.to_dict() for failure in failures),
        skipped=len(found.skipped),
        known=len(keys) // KEY_BYTES - sum(chunk.articles for chunk in chunks),
    )


def _counting_from(before: int, on_planned: OnPlanned) -> OnPlanned:
    return lambda articles: on_planned(before + articles)


def _chunks(ranges: Iterable[Chunk], keys: bytes, known: Known) -> tuple[Chunk, ...]:
    """The chunks that hold anything new, with the places of what is known, and of the ids that came before."""
    ids, is_known = number_ids(keys), known.has_articles(keys)
    is_repeat = np.ones(len(ids), bool)
    is_repeat[np.unique(ids, return_index=True)[1]] = False
    is_repeat = (is_repeat | known.has_ids(keys)) & ~is_known
    chunks, before = [], 0
    for chunk in ranges:
        own = slice(before, before + chunk.span)
        before = own.stop
        if not is_known[own].all():
            chunks.append(replace(chunk, repeats=_places(is_repeat[own]), known=_places(is_known[own])))
    return tuple(chunks)


def _places(flags: Flags) -> tuple[int, ...]:
    return tuple(np.flatnonzero(flags).tolist())
