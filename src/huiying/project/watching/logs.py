"""Logs as lines for people, or as one JSON object a line for machines: of people they say logins, and nothing else."""

import sys
import traceback
from datetime import UTC, datetime
from http.client import responses
from logging import LogRecord
from typing import Any

from pythonjsonlogger.core import LogData
from pythonjsonlogger.json import JsonFormatter

from huiying.core.errors import ConfigError
from huiying.project.logs import message

from .context import CURRENT, view_of, who

PLAIN = {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
FORMATS = {"": PLAIN, "plain": PLAIN, "json": {"()": "huiying.project.watching.logs.Lines"}}


def logging(form: str, level: str) -> dict[str, Any]:
    """Django's description of the log: `form` is "plain" or "json"."""
    if form not in FORMATS:
        raise ConfigError(f"不认识的日志格式 {form}", where="log_format", fix="写成 plain 或 json")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": FORMATS[form]},
        "filters": {"personal": {"()": "huiying.project.logs.NothingPersonal"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "stream": sys.stderr,
                "formatter": "chosen",
                "filters": []
                if form == "json"
                else ["personal"],  # its lines leave out by themselves what may not be told
            }
        },
        # at DEBUG these write whole statements, payloads and addresses with keys
        "loggers": {key: {"level": "WARNING"} for key in ("django.db.backends", "apprise", "urllib3", "httpcore")}
        | {"huiying.security": {"level": "INFO"}}  # who came in is told, whatever HUIYING_LOG says
        | {"django": {"level": "INFO"}},  # without the handlers that Django gives it, which have no such filter
        "root": {"handlers": ["console"], "level": level},
    }


class Lines(JsonFormatter):
    """One JSON object a line. Of an error it says what kind and where in the code, not what it says: that may quote a
    letter. Of a request it says the view: a path may hold what only the writer knows.
    """

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def process_log_record(self, log_data: LogData) -> LogData:
        """What is not ours is left out: other programs hang whole requests on a record."""
        return {key: value for key, value in log_data.items() if key in KEPT}

    def add_fields(self, log_data: LogData, record: LogRecord, message_dict: dict[str, Any]) -> None:
        super().add_fields(log_data, record, message_dict)
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"], log_data["logger"] = record.levelname, record.name
        log_data["message"] = _message(record)
        request = CURRENT.get()
        if request is not None:
            log_data |= {"request": getattr(request, "number", ""), "who": who(request)}
            log_data.setdefault("view", view_of(request))
        if record.exc_info and record.exc_info[0] is not None:
            kind, _error, frames = record.exc_info
            log_data["error"] = kind.__qualname__
            log_data["stack"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(frames)]


KEPT = (
    "time",
    "level",
    "logger",
    "message",
    "request",
    "who",
    "view",
    "method",
    "status",
    "milliseconds",
    "error",
    "stack",
)


def _message(record: LogRecord) -> str:
    """What Django says of a request ends with the path, or quotes what was sent."""
    status = getattr(record, "status_code", None)
    return responses[status] if record.name.startswith("django.") and status in responses else message(record)
