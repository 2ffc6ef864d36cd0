"""Measurements of the project, beside the libraries it could have used; each module is a command."""
