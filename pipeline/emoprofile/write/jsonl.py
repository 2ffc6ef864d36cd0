"""JSON Lines: one JSON object a line, UTF-8."""

from collections.abc import Mapping
from typing import Any

from emoprofile.config import OutputConfig
from emoprofile.data import Profile
from emoprofile.write.part import PartFile
from emoprofile.write.values import round_floats, to_json


class JsonlFile(PartFile):
    """A file with a line per row. It is published as every `PartFile` is."""

    def _add(self, row: Mapping[str, Any]) -> None:
        self._stream.write(to_json(row).encode() + b"\n")


def build_profile_line(profile: Profile, config: OutputConfig) -> dict[str, Any]:
    """Build the line of a profile. Figures are rounded, metadata are not."""
    line = profile.to_dict(detail=config.detail, text=config.text)
    return {key: value if key == "metadata" else round_floats(value, config.decimals) for key, value in line.items()}
