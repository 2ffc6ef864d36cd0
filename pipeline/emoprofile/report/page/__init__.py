"""Pages that stand alone: one article, several, a corpus."""

from emoprofile.report.page.article import render_article
from emoprofile.report.page.comparison import render_comparison

__all__ = ["render_article", "render_comparison"]
