"""Files -> documents. What cannot be read becomes a Failure with its reason, and the others go on."""

from emoprofile.read.files import STDIN, Found, find_articles, read_article

__all__ = ["STDIN", "Found", "find_articles", "read_article"]
