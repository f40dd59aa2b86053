"""For mypy: MLflow's own run data as it is while the shim is installed, ``plugins = ["rundata_compat.mypy_plugin"]``.

mypy takes the type of ``run.data.metrics`` from MLflow (2.22 and 3.x have py.typed), where it is a dict and no list.
With this plugin it is a container of ``rundata_compat.typed``, and what ``install`` adds or makes optional is known:
``RunData.metric_objs`` and its like, ``RunInfo.run_id`` and ``run_uuid``, ``Metric(...)`` without a step. Only mypy
imports it.
"""

from __future__ import annotations

from typing import Callable

from mypy.nodes import ARG_OPT, ARG_POS, MypyFile, TypeInfo
from mypy.plugin import AttributeContext, ClassDefContext, FunctionSigContext, Plugin
from mypy.plugins.common import add_attribute_to_class
from mypy.types import FunctionLike, Instance, Type

__all__ = ["RunDataPlugin", "plugin"]

_TYPED = "rundata_compat.typed"
_RUN_DATA = "mlflow.entities.run_data.RunData"
_RUN_INFO = "mlflow.entities.run_info.RunInfo"
_METRIC = "mlflow.entities.metric.Metric"
_BASE = "mlflow.entities._mlflow_object._MlflowObject"

_CONTAINERS = {_RUN_DATA + ".metrics": "Metrics", _RUN_DATA + ".params": "Params", _RUN_DATA + ".tags": "Tags"}
_LISTS = {
    "metric_objs": _METRIC,
    "param_objs": "mlflow.entities.param.Param",
    "tag_objs": "mlflow.entities.run_tag.RunTag",
}


class RunDataPlugin(Plugin):
    """Tells mypy what ``rundata_compat.install`` does to MLflow's classes."""

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """The module of the containers is needed wherever MLflow's run data is."""
        return [(10, _TYPED, -1)] if file.fullname == _RUN_DATA.rpartition(".")[0] else []

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """The type of ``metrics``, ``params`` and ``tags``."""
        name = _CONTAINERS.get(fullname)
        if name is None:
            return None
        return lambda context: _container(context, name)

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """The attributes that ``install`` adds; the hook is the base's because MLflow's classes have no decorator."""
        return _add_attributes if fullname == _BASE else None

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """``Metric(key, value, timestamp)``, as up to 0.9.1."""
        return _step_is_optional if fullname == _METRIC else None


def plugin(version: str) -> type[Plugin]:
    """What mypy asks a plugin's module for."""
    return RunDataPlugin


def _container(context: AttributeContext, name: str) -> Type:
    # named_generic_type() of the plugin interface finds no class in a module that nobody has imported by name.
    modules: dict[str, MypyFile] = getattr(context.api, "modules", {})
    found = modules[_TYPED].names[name].node if _TYPED in modules else None
    return Instance(found, []) if isinstance(found, TypeInfo) else context.default_attr_type


def _add_attributes(context: ClassDefContext) -> None:
    if context.cls.fullname == _RUN_DATA:
        for name, entity in _LISTS.items():
            element = context.api.named_type_or_none(entity)
            if element is not None:
                _add(context, name, context.api.named_type("builtins.list", [element]))
    elif context.cls.fullname == _RUN_INFO:
        for name in ("run_id", "run_uuid"):
            _add(context, name, context.api.named_type("builtins.str"))


def _add(context: ClassDefContext, name: str, kind: Instance) -> None:
    if name not in context.cls.info.names:
        add_attribute_to_class(context.api, context.cls, name, kind)


def _step_is_optional(context: FunctionSigContext) -> FunctionLike:
    signature = context.default_signature
    kinds = [
        ARG_OPT if name == "step" and kind == ARG_POS else kind
        for name, kind in zip(signature.arg_names, signature.arg_kinds)
    ]
    return signature.copy_modified(arg_kinds=kinds)
