"""Finds, fetches and verifies a model: its files, whether they match the spec, and what they compute."""

from emoprofile.checkpoint.checks import (
    MIXED_TEXTS,
    changes_no_score,
    check_agreement,
    check_declared,
    check_files,
    check_finite,
    check_settings,
    is_refused,
    normalise_name,
    translate_loading_errors,
)
from emoprofile.checkpoint.download import fetch
from emoprofile.checkpoint.files import WEIGHTS, hash_files, stat_files
from emoprofile.checkpoint.probes import check_probes, list_probe_sentences
from emoprofile.checkpoint.quiet import quiet_transformers
from emoprofile.checkpoint.settings import read_settings
from emoprofile.checkpoint.store import Location, find_store, locate
from emoprofile.checkpoint.tokenizer import FastTokenizer, SavedTokenizer, load_tokenizer, save_tokenizer
from emoprofile.checkpoint.weights import load_classifier, load_settings

__all__ = [
    "MIXED_TEXTS",
    "WEIGHTS",
    "FastTokenizer",
    "Location",
    "SavedTokenizer",
    "changes_no_score",
    "check_agreement",
    "check_declared",
    "check_files",
    "check_finite",
    "check_probes",
    "check_settings",
    "fetch",
    "find_store",
    "hash_files",
    "is_refused",
    "list_probe_sentences",
    "load_classifier",
    "load_settings",
    "load_tokenizer",
    "locate",
    "normalise_name",
    "quiet_transformers",
    "read_settings",
    "save_tokenizer",
    "stat_files",
    "translate_loading_errors",
]
