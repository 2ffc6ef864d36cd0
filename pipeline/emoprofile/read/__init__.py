"""Files, tables and datasets -> documents. What cannot be read becomes a Failure with its reason; the others go on."""

from emoprofile.read.admission import admit, refuse_single
from emoprofile.read.compression import Watch, leave_unwatched
from emoprofile.read.discovery import Found, find_inputs
from emoprofile.read.formats import is_table
from emoprofile.read.hashing import ArticlesHash, Watcher, articles_sha256
from emoprofile.read.reach import Reached, find_reached
from emoprofile.read.reader import add_place, is_single, read_article, read_articles, read_input
from emoprofile.read.source import STDIN

__all__ = [
    "STDIN",
    "ArticlesHash",
    "Found",
    "Reached",
    "Watch",
    "Watcher",
    "add_place",
    "admit",
    "articles_sha256",
    "find_inputs",
    "find_reached",
    "is_single",
    "is_table",
    "leave_unwatched",
    "read_article",
    "read_articles",
    "read_input",
    "refuse_single",
]
