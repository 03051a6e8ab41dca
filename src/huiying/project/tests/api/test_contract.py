"""The interface keeps what its OpenAPI says, whatever is sent to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from huiying.project.wsgi import application

from .conftest import Caller

OPERATIONS = (
    ("/api/v1/voices", "POST"),
    ("/api/v1/voices/batch", "POST"),
    ("/api/v1/orders", "POST"),
    ("/api/v1/orders/{number}/term", "PUT"),
    ("/api/v1/voices/{number}", "GET"),
    ("/api/v1/figures", "GET"),
    ("/api/v1/figures/catalogue", "GET"),
    ("/api/v1/figures/rows", "GET"),
    ("/api/v1/figures/{key}/by/{dimension}", "GET"),
)


def passed_over(path: str) -> list[Any]:
    """What the form of a request cannot say: that a piece needs a number or a key, that a moment lies in years that the
    calendar knows. The token is sent over the header that is made up. A batch answers for each bad piece by itself.
    """
    names = ["positive_data_acceptance", "ignored_auth"]
    return CHECKS.get_by_names(names + ["negative_data_rejection"] * path.endswith("/batch"))


@pytest.fixture
def contract(caller: Caller) -> Iterator[Any]:
    """The interface in this process; a request's end must not close the connection of the test, as Django's own client
    sees to it.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in signals:
        signal.connect(close_old_connections)


def test_every_operation_is_tried(contract: Any) -> None:
    told = contract.raw_schema["paths"]
    assert {(path, method.upper()) for path, methods in told.items() for method in methods} == set(OPERATIONS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_interface_does_what_its_form_says(
    contract: Any, caller: Caller, path: str, method: str, mode: GenerationMode
) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=contract[path][method].as_strategy(generation_mode=mode))
    def tried(case: Any) -> None:
        cache.clear()
        case.validate_response(case.call(headers=caller.headers()), excluded_checks=passed_over(path))

    tried()
