"""Measures how good models and baselines are on labelled datasets, and renders the results."""
