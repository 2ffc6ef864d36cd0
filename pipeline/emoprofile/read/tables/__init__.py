"""Rows: the readers of tables, one file each, and which of their columns is what."""
