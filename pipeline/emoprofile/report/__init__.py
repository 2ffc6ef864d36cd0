"""Profiles to look at: the page, the figures, the notebook; every figure is SVG that is written here."""
