"""Files, tables and datasets -> documents. What cannot be read becomes a Failure with its reason; the others go on."""

from emoprofile.read.admission import admitted
from emoprofile.read.articles import articles, articles_in, id_digest, is_single, placed
from emoprofile.read.finding import STDIN, Found, find_inputs
from emoprofile.read.forms import is_table
from emoprofile.read.hashing import ArticlesHash, Watcher, articles_sha256
from emoprofile.read.packed import Watch, unwatched
from emoprofile.read.reach import Reached, first_reached
from emoprofile.read.single import read_article

__all__ = [
    "STDIN",
    "ArticlesHash",
    "Found",
    "Reached",
    "Watch",
    "Watcher",
    "admitted",
    "articles",
    "articles_in",
    "articles_sha256",
    "find_inputs",
    "first_reached",
    "id_digest",
    "is_single",
    "is_table",
    "placed",
    "read_article",
    "unwatched",
]
