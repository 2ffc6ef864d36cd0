"""Pages that stand alone: one article, several, a corpus."""

from emoprofile.report.page.article import render_article
from emoprofile.report.page.comparison import render_comparison
from emoprofile.report.page.corpus import render_corpus

__all__ = ["render_article", "render_comparison", "render_corpus"]
