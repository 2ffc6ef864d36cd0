"""Configuration: closed, frozen types, loaded from YAML with every problem reported at once."""

from emoprofile.config.error import DefaultErrorSpec, ErrorSpec, EventError, GradedError, load_default_error
from emoprofile.config.gate import PrecisionGate
from emoprofile.config.given import GivenSetting, list_given_settings
from emoprofile.config.loading import Closed, load
from emoprofile.config.model import ModelSpec, load_model_spec
from emoprofile.config.origin import Fitted, Source
from emoprofile.config.readings import (
    ArousalSpec,
    CalibrationSpec,
    DimensionsSpec,
    EvokedSpec,
    GroupRule,
    GroupSpec,
    Platt,
    PolaritySpec,
    ReliabilitySpec,
    ValenceSpec,
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
from emoprofile.config.writing import record_gate, write_model_spec

__all__ = [
    "DEFAULT",
    "LIMITS",
    "AggregateConfig",
    "ArousalSpec",
    "CalibrationSpec",
    "Closed",
    "DefaultErrorSpec",
    "DimensionsSpec",
    "ErrorSpec",
    "EventError",
    "EvokedSpec",
    "Fitted",
    "GivenSetting",
    "GradedError",
    "GroupRule",
    "GroupSpec",
    "LimitsConfig",
    "ModelSpec",
    "OutputConfig",
    "Platt",
    "PolaritySpec",
    "PrecisionGate",
    "ReadConfig",
    "ReliabilitySpec",
    "RunConfig",
    "ScoreConfig",
    "Source",
    "TextConfig",
    "ValenceSpec",
    "list_given_settings",
    "load",
    "load_default_error",
    "load_model_spec",
    "load_run_config",
    "record_gate",
    "write_model_spec",
]
