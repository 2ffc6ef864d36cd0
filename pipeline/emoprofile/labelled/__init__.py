"""Labelled data in whatever format -> a labelled dataset: sentences with their labels, articles with theirs."""

from emoprofile.labelled.data import NO_EMOTION, LabelledArticle, LabelledDataset, LabelledSentence
from emoprofile.labelled.reader import read_labelled

__all__ = ["NO_EMOTION", "LabelledArticle", "LabelledDataset", "LabelledSentence", "read_labelled"]
