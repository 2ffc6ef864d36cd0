"""Configuration: closed, frozen types, loaded from YAML with every problem reported at once."""

from emoprofile.config.loading import Closed, load
from emoprofile.config.model import (
    Fitted,
    GroupRule,
    GroupSpec,
    ModelSpec,
    Platt,
    Source,
    ValenceSpec,
    load_model_spec,
)
from emoprofile.config.run import (
    DEFAULT,
    LIMITS,
    AggregateConfig,
    LimitsConfig,
    OutputConfig,
    ReadConfig,
    RunConfig,
    ScoreConfig,
    TextConfig,
    load_run_config,
)
from emoprofile.config.writing import write_model_spec

__all__ = [
    "DEFAULT",
    "LIMITS",
    "AggregateConfig",
    "Closed",
    "Fitted",
    "GroupRule",
    "GroupSpec",
    "LimitsConfig",
    "ModelSpec",
    "OutputConfig",
    "Platt",
    "ReadConfig",
    "RunConfig",
    "ScoreConfig",
    "Source",
    "TextConfig",
    "ValenceSpec",
    "load",
    "load_model_spec",
    "load_run_config",
    "write_model_spec",
]
