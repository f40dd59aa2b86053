"""Facts about MLflow, and about libraries that look like it. Tables only; flow/ gives them meaning.

Read from the packages 0.8.2, 0.9.1, 1.0.0, 1.30.1, 2.22.5 and 3.17.2; files named are below ``mlflow/``.
"""

from __future__ import annotations

CONTAINERS = {"metrics": "metric", "params": "param", "tags": "tag"}
"""Attributes of RunData (entities/run_data.py), and what one element is called."""

ENTITY_READS = frozenset({"key", "value", "timestamp", "step"})
"""Properties of Metric, Param and RunTag (entities/metric.py, param.py, run_tag.py); step from 1.0."""

PRIVATE_READS = {"_key": "key", "_value": "value", "_timestamp": "timestamp", "_step": "step"}
"""The attributes behind them; real old code reads ``entity.__dict__["_key"]``."""

# What a call gives, by dotted path of the callee. `ENTITY_LIST` is a list on both sides: never a site.
RUN, RUNS, RUN_DATA, CLIENT, STORE, ENTITY_LIST, PLAIN_ENTITY, OTHER = (
    "run",
    "runs",
    "run data",
    "client",
    "store",
    "entity list",
    "entity",
    "other",
)

CLIENT_PATHS = frozenset(
    {
        "mlflow.tracking.MlflowClient",
        "mlflow.tracking.client.MlflowClient",
        "mlflow.MlflowClient",
        "mlflow.client.MlflowClient",
        "mlflow.tracking._tracking_service.client.TrackingServiceClient",
    }
)
RUN_PATHS = frozenset(
    {
        "mlflow.entities.Run",
        "mlflow.entities.run.Run",
        "mlflow.ActiveRun",
        "mlflow.tracking.fluent.ActiveRun",
        "mlflow.tracking.fluent.Run",
    }
)
RUN_DATA_PATHS = frozenset(
    {"mlflow.entities.RunData", "mlflow.entities.run_data.RunData", "mlflow.entities.run.RunData"}
)
ENTITY_PATHS = {
    "mlflow.entities.Metric": "metrics",
    "mlflow.entities.metric.Metric": "metrics",
    "mlflow.entities.run_data.Metric": "metrics",
    "mlflow.entities.Param": "params",
    "mlflow.entities.param.Param": "params",
    "mlflow.entities.run_data.Param": "params",
    "mlflow.entities.RunTag": "tags",
    "mlflow.entities.run_tag.RunTag": "tags",
    "mlflow.entities.run_data.RunTag": "tags",
}
STORE_PATHS = frozenset(
    {
        f"mlflow.store.{module}"
        for module in (
            "file_store.FileStore",
            "rest_store.RestStore",
            "sqlalchemy_store.SqlAlchemyStore",
            "abstract_store.AbstractStore",
            "tracking.file_store.FileStore",
            "tracking.rest_store.RestStore",
            "tracking.rest_store.DatabricksRestStore",
            "tracking.sqlalchemy_store.SqlAlchemyStore",
            "tracking.abstract_store.AbstractStore",
        )
    }
)

FUNCTIONS: dict[str, str] = {
    **dict.fromkeys(CLIENT_PATHS, CLIENT),
    **dict.fromkeys(RUN_PATHS, RUN),
    **dict.fromkeys(RUN_DATA_PATHS, RUN_DATA),
    **dict.fromkeys(ENTITY_PATHS, PLAIN_ENTITY),
    **dict.fromkeys(STORE_PATHS, STORE),
    **{
        f"{module}.{name}": RUN
        for module in ("mlflow", "mlflow.tracking.fluent")
        for name in ("get_run", "start_run", "active_run", "last_active_run", "get_parent_run")
    },
    "mlflow.tracking.fluent._get_or_start_run": RUN,
    "mlflow.tracking.fluent._get_latest_active_run": RUN,
    "mlflow.tracking._get_store": STORE,
    "mlflow.tracking.utils._get_store": STORE,
    "mlflow.tracking._tracking_service.utils._get_store": STORE,
    "mlflow.server.handlers._get_store": STORE,
    "mlflow.server.handlers._get_tracking_store": STORE,
    **{f"{path}.from_proto": kind for paths, kind in ((RUN_PATHS, RUN), (RUN_DATA_PATHS, RUN_DATA)) for path in paths},
    **{
        f"{path}.from_dictionary": kind
        for paths, kind in ((RUN_PATHS, RUN), (RUN_DATA_PATHS, RUN_DATA))
        for path in paths
    },
}
"""Callee -> what it returns (tracking/fluent.py, tracking/client.py, tracking/__init__.py, entities/)."""

SEARCH_FUNCTIONS = frozenset({"mlflow.search_runs", "mlflow.tracking.fluent.search_runs"})
"""Return a DataFrame unless ``output_format="list"`` (3.x tracking/fluent.py)."""

METHODS: dict[str, dict[str, str]] = {
    CLIENT: {
        "get_run": RUN,
        "create_run": RUN,
        "get_parent_run": RUN,
        "search_runs": RUNS,
        "get_metric_history": ENTITY_LIST,
    },
    STORE: {
        "get_run": RUN,
        "create_run": RUN,
        "search_runs": RUNS,
        "get_metric_history": ENTITY_LIST,
        "get_all_metrics": ENTITY_LIST,
        "get_all_params": ENTITY_LIST,
        "get_all_tags": ENTITY_LIST,
        "_get_run_from_info": RUN,
    },
}
"""Methods of clients and stores -> what they return (tracking/client.py, store/*_store.py)."""

CLIENT_STORE_ATTRIBUTES = frozenset({"store", "_tracking_client"})
"""Attributes of a client that are a store, or a client again (tracking/client.py 0.9.1, 1.30)."""

RIVAL_ROOTS = frozenset(
    {
        "databricks",
        "predibase",
        "wandb",
        "neptune",
        "comet_ml",
        "clearml",
        "aim",
        "elasticsearch",
        "elasticsearch_dsl",
        "google",
        "grpc",
        "sqlalchemy",
        "sqlmodel",
        "peewee",
        "mongoengine",
        "django",
    }
)
"""Libraries whose objects may have ``.data.metrics`` and the like, and never are MLflow's."""

PLAIN_DATA_ROOTS = frozenset({"json", "yaml", "requests", "urllib", "httpx", "toml", "tomllib", "csv", "sqlite3"})
"""Modules whose functions give plain data, never a run."""

RIVAL_RUN_ROOTS = frozenset({"databricks", "predibase"})
"""Rivals whose runs have the very same shape: lists of objects with key and value."""

RIVAL_SUFFIXES = ("_pb2", "_pb2_grpc")
"""Modules generated from protobuf definitions."""

RIVAL_PATHS = ("mlflow.protos.", "mlflow.store.dbmodels.", "mlflow.store.tracking.dbmodels.")
"""MLflow's own protobuf messages and SQL models: lists there on both sides."""

RIVAL_METHODS = frozenset({"to_proto", "_get_run_sql", "query"})
"""Methods whose result is a protobuf message or an SQL model, whatever they are called on."""

RIVAL_SERVICE_ATTRIBUTES = frozenset({"experiments"})
"""``w.experiments.get_run(...)``: the Databricks SDK's client, whatever ``w`` is."""

STAND_INS = frozenset({"types.SimpleNamespace", "argparse.Namespace"})
"""Constructors of plain objects: what they hold is what they were given, lists on both sides."""

LIST_ONLY_METHODS = frozenset({"append", "extend", "insert", "remove", "sort", "reverse", "index", "count"})
"""Methods of list that dict lacks."""

DICT_ONLY_METHODS = frozenset({"items", "keys", "values", "get", "update", "setdefault", "popitem", "fromkeys"})
"""Methods of dict that list lacks: code that calls one is on the new API."""

HISTORY = (
    "max({client}.get_metric_history({run_id}, {key}), "
    "key=lambda metric: (metric.step, metric.timestamp, metric.value))"
)
"""The Metric that ``run.data.metrics`` shows of a key on 1.0 and later; translate/history.py says where it is read."""

VERSION_PATHS = frozenset({"mlflow.__version__", "mlflow.version.VERSION"})
"""MLflow's own version, a string (__init__.py, version.py)."""

LAST_OF_LISTS = "0.9.1"
"""The last release with lists of entities (entities/run_data.py)."""

RELEASES_OF_DICTS = (
    "1.0.0",
    *(f"1.{minor}.{patch}" for minor in range(1, 31) for patch in (0, 1)),
    *(f"2.{minor}.{patch}" for minor in range(23) for patch in (0, 1)),
    *(f"3.{minor}.{patch}" for minor in range(18) for patch in (0, 1)),
    "4.0.0",
)
"""Versions with dicts to try a test on: minor numbers as released up to 3.17.2, some patches, and one to come."""
