from datetime import datetime
from typing import Any

import pytest

from huiying.core.errors import ConfigError
from huiying.project import loops, manymachines
from huiying.project.celery import LOOKS, PREFIX, QUEUES, app
from huiying.project.engine import require_shared_cache
from huiying.project.tasks import TASKS, WORK


def test_every_look_has_its_time_its_queue_and_its_work() -> None:
    assert LOOKS.keys() == WORK.keys()
    assert set(app.conf.task_routes) == {task.name for task in TASKS.values()}
    assert {look.queue for look in LOOKS.values()} == set(QUEUES)
    for told in app.conf.beat_schedule.values():
        assert told["options"]["expires"] >= 2 * told["schedule"], "what nobody took is dropped, and not too early"


@pytest.mark.django_db
def test_what_serve_does_in_its_rounds_the_tasks_do_too(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    actions = (
        *("assess", "take_past_answers", "take_continuations", "take_waiting", "recompute", "ring", "tell_overdue"),
        *("give_cards", "put_up", "publish_scheduled", "keep_up", "index_waiting", "anonymise_due"),
        *("forget_writers_due", "tend", "freeze_late_lists"),
    )
    for name in actions:
        monkeypatch.setattr(loops, name, lambda _name=name, **_told: called.append(_name) or 0)
    loops.take_from_shelves(at=datetime.now().astimezone())
    in_a_round, called[:] = sorted(called), []
    for name in ("assess", "open_cases", "look_at_clocks", "publish", "keep"):
        app.tasks[PREFIX + name]()
    assert sorted(called) == in_a_round == sorted(actions)


def test_a_task_leaves_the_rest_to_the_next_after_its_turn() -> None:
    assert loops.until_empty(lambda: 5, seconds=0) == 5
    waiting = [3, 2, 0, 9]
    assert loops.until_empty(lambda: waiting.pop(0)) == 5


def test_a_worker_is_refused_where_nobody_would_tell_it(settings: Any) -> None:
    settings.BROKER = ""
    with pytest.raises(ConfigError) as told:
        manymachines.require_many()
    assert told.value.where == "HUIYING_BROKER"
    with pytest.raises(ConfigError) as told:
        manymachines.worker("shelves,attic", 1, "")
    assert "attic" in str(told.value)


def test_the_web_alone_needs_a_shared_cache(settings: Any) -> None:
    require_shared_cache(1)
    with pytest.raises(ConfigError) as told:
        require_shared_cache(1, alone=False)
    assert told.value.where == "--web-only"
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
    require_shared_cache(4, alone=False)
