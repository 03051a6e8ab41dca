"""The database an office runs on: SQLite in its home, or PostgreSQL by an address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from huiying.core.errors import ConfigError

KEPT_SECONDS = 60  # a connection to SQLite, with its cache of pages; a restored file is seen within as long
KEPT_BY_POSTGRESQL_SECONDS = 600  # with the plans of its statements and what its process knows of the tables
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;"
    ),
}
POSTGRESQL_OPTIONS = {
    "options": "-c jit=off",  # compiling a statement takes longer than our longest list takes without
    # A page asks some thirty statements, always the same: planning them took longer than answering them (decision 15).
    "server_side_binding": True,
    "prepare_threshold": 2,
}


# What libpq wants to know of TLS (PostgreSQL, SSL Support): how it is proved whom one talks to, and by which files.
TLS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey"})


def database(address: str, home: Path) -> dict[str, Any]:
    """Django's description of the database at `address`, SQLite if empty:
    postgresql://user:password@host:port/name?sslmode=verify-full&sslrootcert=/etc/ssl/authority.pem
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "huiying.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": KEPT_SECONDS,
            # in a file, as an office has it: only so do the threads of a test meet as workers do
            "TEST": {"NAME": home / "tests.sqlite3"},
        }
    parts = urlsplit(address)
    tls = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme not in ("postgres", "postgresql") or not tls.keys() <= TLS:
        raise ConfigError(
            f"不认识的数据库类型 {parts.scheme}" if tls.keys() <= TLS else "不认识的数据库参数",
            where="HUIYING_DATABASE",
            fix="写成 postgresql://用户:密码@主机:端口/库名，可加 ?sslmode=verify-full；留空使用 SQLite",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_BY_POSTGRESQL_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": POSTGRESQL_OPTIONS | tls,
    }
