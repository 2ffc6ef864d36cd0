"""Run configuration -> every setting with its value and the place that gave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from emoprofile.config.loading import load_with_origins
from emoprofile.config.run import RunConfig
from emoprofile.config.sections import list_settings, show_value
from emoprofile.resources import list_available

FROM_TYPE = "type"


@dataclass(frozen=True, slots=True)
class GivenSetting:
    """A setting as a run would use it.

    Attributes:
        key: The dotted key.
        value: The value, as it would be written in YAML.
        origin: The configuration or file that gave it, `--set`, or `type` if it is the default of the type.
    """

    key: str
    value: str
    origin: str


def list_given_settings(name: str | Path, overrides: Sequence[str] = ()) -> list[GivenSetting]:
    """List every setting of a configuration, in the order of the types.

    Args:
        name: A name from `configs/`, or the path of a YAML file.
        overrides: `key.path=value` items, applied last.

    Raises:
        ConfigError: If the configuration is wrong; it lists every problem with its file and key.
        UnknownNameError: If there is no such configuration.
    """
    config, origins = load_with_origins("configs", name, RunConfig, overrides)
    names = {str(path): known for known, path in list_available("configs").items()}
    found = []
    for setting in list_settings(RunConfig):
        steps = tuple(setting.key.split("."))
        value = reduce(getattr, steps, config)
        origin = origins.get(steps, FROM_TYPE)
        found.append(GivenSetting(setting.key, show_value(value), names.get(origin, origin)))
    return found
