"""Splitters: a block of text -> the ranges of its sentences."""

from emoprofile.text.sentences.libraries import PACKAGES
from emoprofile.text.sentences.rules import rule_splitter
from emoprofile.text.sentences.splitter import Splitter

__all__ = ["PACKAGES", "Splitter", "rule_splitter"]
