"""Labelled data -> a fixture: sentences with their labels, articles with theirs, whatever format they come in."""

from emoprofile.labelled.data import NO_EMOTION, Fixture, LabelledArticle, LabelledSentence
from emoprofile.labelled.reader import read_fixture

__all__ = ["NO_EMOTION", "Fixture", "LabelledArticle", "LabelledSentence", "read_fixture"]
