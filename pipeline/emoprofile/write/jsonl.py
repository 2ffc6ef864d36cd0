"""JSON Lines: one JSON object a line, UTF-8."""

from collections.abc import Mapping
from typing import Any

from emoprofile.config import OutputConfig
from emoprofile.data import Profile
from emoprofile.write.part import PartFile
from emoprofile.write.values import json_text, round_floats


class JsonlFile(PartFile):
    """A line per row, published as every `PartFile` is."""

    def _add(self, row: Mapping[str, Any]) -> None:
        self._stream.write(json_text(row).encode() + b"\n")


def profile_line(profile: Profile, config: OutputConfig) -> dict[str, Any]:
    """What is written of a profile; the metadata are the article's own, and are not rounded."""
    line = profile.to_dict(detail=config.detail, text=config.text)
    return {key: value if key == "metadata" else round_floats(value, config.decimals) for key, value in line.items()}
