"""The page to paste an article into, and what it says where that cannot be shown."""

from emoprofile.report.page.environment import render_page


def render_form() -> str:
    """A field and a button; it sends to this server alone."""
    return render_page("paste.html", {"title": "Paste an article"}, form_action="'self'")


def render_refusal(message: str) -> str:
    """Why there is no profile."""
    return render_page("refusal.html", {"title": "No profile", "message": message})
