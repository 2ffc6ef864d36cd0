"""Shares of a corpus, corrected by the labels of a few of its sentences."""

from emoprofile.audit.correcting import Audit, AuditedDifference, AuditedShare, correct_shares
from emoprofile.audit.drawing import draw_sheet
from emoprofile.audit.key import AuditKey, place_key
from emoprofile.audit.sheet import SUFFIXES as SHEET_SUFFIXES
from emoprofile.audit.tables import corrected_columns, corrected_difference_columns, note_audit, tabulate_audit

__all__ = [
    "SHEET_SUFFIXES",
    "Audit",
    "AuditKey",
    "AuditedDifference",
    "AuditedShare",
    "correct_shares",
    "corrected_columns",
    "corrected_difference_columns",
    "draw_sheet",
    "note_audit",
    "place_key",
    "tabulate_audit",
]
