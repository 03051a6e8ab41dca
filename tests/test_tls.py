"""The parts of an office prove themselves by certificates, each side to the other: a real PostgreSQL and a real Redis
of our own, and what stands at RabbitMQ's port, as far as TLS goes.
"""

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from celery import Celery
from django.core.cache.backends.redis import RedisCache
from django.db.utils import ConnectionHandler
from kombu.exceptions import OperationalError
from kombu.simple import SimpleQueue
from redis.exceptions import ConnectionError as NotLetIn

from huiying.core.errors import ConfigError
from huiying.project.brokers import as_celery, broker
from huiying.project.databases import database
from tests.certificates import Authority, Pair
from tests.needs import missing
from tests.patience import PATIENCE
from tests.ports import free_port

US, THEM, HOST = "huiying", "somebody", "localhost"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(authority: Authority) -> Pair:
    return authority.signs("server", HOST)


@pytest.fixture(scope="module")
def ours(authority: Authority) -> Pair:
    return authority.signs(US)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return Authority(tmp_path_factory.mktemp("enemy")).signs(US)


def wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def redis_port(authority: Authority, server: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    program = shutil.which("redis-server") or missing("redis", "no redis-server on this machine")
    port = free_port()
    told = {
        "port": "0",
        "tls-port": str(port),
        "tls-cert-file": str(server.certificate),
        "tls-key-file": str(server.key),
        "tls-ca-cert-file": str(authority.file),
        "tls-auth-clients": "yes",
        "save": "",
        "dir": str(tmp_path_factory.mktemp("redis")),
    }
    command = [program, *(word for name, value in told.items() for word in (f"--{name}", value))]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, running)
        yield port
    finally:
        running.terminate()
        running.wait(PATIENCE)


class TestRedis:
    def address(self, port: int, trusted: Path, pair: Pair | None = None, host: str = HOST) -> str:
        files = f"&ssl_certfile={pair.certificate}&ssl_keyfile={pair.key}" if pair else ""
        return f"rediss://{host}:{port}/0?ssl_ca_certs={trusted}{files}"

    def test_the_cache_is_kept_by_who_has_a_certificate(
        self, redis_port: int, authority: Authority, ours: Pair
    ) -> None:
        kept = RedisCache(self.address(redis_port, authority.file, ours), {})
        kept.set("here", 1)
        assert kept.get("here") == 1

    def test_nobody_else_is_let_in(self, redis_port: int, authority: Authority, ours: Pair, theirs: Pair) -> None:
        strangers = (
            self.address(redis_port, authority.file),
            self.address(redis_port, authority.file, theirs),
            self.address(redis_port, authority.file, ours, host="127.0.0.1"),  # not the name that the server proves
            self.address(redis_port, theirs.certificate, ours),
        )
        for address in strangers:
            with pytest.raises(NotLetIn):
                RedisCache(address, {}).get("here")

    def test_tasks_go_the_same_way(self, redis_port: int, authority: Authority, ours: Pair) -> None:
        with queue_at(self.address(redis_port, authority.file, ours)) as queue:
            queue.put("look")
            assert queue.get(timeout=PATIENCE).payload == "look"

    def test_nor_do_they_go_to_another(self, redis_port: int, authority: Authority, ours: Pair, theirs: Pair) -> None:
        others = (
            self.address(redis_port, authority.file, ours, host="127.0.0.1"),
            self.address(redis_port, theirs.certificate, ours),
        )
        for address in others:
            with pytest.raises(OperationalError, match="CERTIFICATE_VERIFY_FAILED"), queue_at(address):
                pass


@contextmanager
def queue_at(address: str) -> Iterator[SimpleQueue]:
    app = Celery()
    app.conf.update(as_celery(broker(address)))
    with app.connection_for_write() as connection:
        queue = connection.SimpleQueue("tried")
        yield queue
        queue.close()


class TestRabbitMQ:
    """What its client shows and asks for in TLS; what comes after it needs a RabbitMQ."""

    @pytest.fixture
    def door(self, authority: Authority, server: Pair) -> Iterator[tuple[int, list[Any]]]:
        seen: list[Any] = []
        over = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(server.certificate, server.key)
        context.load_verify_locations(authority.file)
        context.verify_mode = ssl.CERT_REQUIRED

        def stand(listening: socket.socket) -> None:
            while not over.is_set():  # who was refused tries again
                plain, _address = listening.accept()
                with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as closed:
                    closed.recv(8)  # which comes after its certificate
                    seen.append(dict(part[0] for part in closed.getpeercert()["subject"])["commonName"])

        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=stand, args=[listening])
            thread.start()
            yield listening.getsockname()[1], seen
            over.set()
            socket.create_connection(listening.getsockname(), timeout=PATIENCE).close()
            thread.join(PATIENCE)

    def knock(self, address: str) -> None:
        app = Celery()
        app.conf.update(as_celery(broker(address)))
        with app.connection_for_write() as connection:
            connection.connect()

    def address(self, port: int, trusted: Path, pair: Pair, host: str = HOST) -> str:
        files = f"ssl_ca_certs={trusted}&ssl_certfile={pair.certificate}&ssl_keyfile={pair.key}"
        return f"amqps://{host}:{port}//?{files}"

    def test_it_is_shown_our_certificate(self, door: Any, authority: Authority, ours: Pair) -> None:
        port, seen = door
        with pytest.raises(OSError, match=r"closed|reset|EOF"):  # nobody speaks AMQP there
            self.knock(self.address(port, authority.file, ours))
        assert set(seen) == {US}

    @pytest.mark.parametrize("host", ["127.0.0.1", HOST])
    def test_a_server_that_is_another_is_refused(
        self, door: Any, authority: Authority, ours: Pair, theirs: Pair, host: str
    ) -> None:
        port, seen = door
        trusted = theirs.certificate if host == HOST else authority.file
        with pytest.raises(ssl.SSLCertVerificationError):
            self.knock(self.address(port, trusted, ours, host))
        assert seen == []

    def test_who_has_no_password_signs_in_by_the_certificate(self) -> None:
        assert as_celery("amqps://broker.zs.example//")["broker_login_method"] == "EXTERNAL"
        assert as_celery("amqps://u:p@broker.zs.example//")["broker_login_method"] == "PLAIN"
        assert as_celery("amqp://u:p@127.0.0.1//") == {"broker_url": "amqp://u:p@127.0.0.1//"}

    def test_what_it_does_not_know_is_said(self) -> None:
        for told in ("amqps://u:secret@broker.zs.example//?ssl_cert_reqs=none", "amqp://h//?ssl_ca_certs=/etc/ca.pem"):
            with pytest.raises(ConfigError, match="ssl_c") as refused:
                broker(told)
            assert "secret" not in str(refused.value)


@pytest.fixture(scope="module")
def postgres_port(authority: Authority, server: Pair) -> Iterator[int]:
    programs = postgresql()
    home = Path(tempfile.mkdtemp(prefix="huiying-tls-"))
    as_user: dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}  # it does not run as root
    port = free_port()
    try:
        for file, name in ((server.certificate, "a.pem"), (server.key, "a.key"), (authority.file, "b.pem")):
            shutil.copy(file, home / name)
            (home / name).chmod(0o600)
        if as_user:
            for path in (home, *home.iterdir()):
                shutil.chown(path, "postgres")
        told = {"port": port, "listen_addresses": HOST, "unix_socket_directories": "", "fsync": "off", "ssl": "on"}
        told |= {"ssl_cert_file": home / "a.pem", "ssl_key_file": home / "a.key", "ssl_ca_file": home / "b.pem"}
        data = home / "data"
        made = [programs / "initdb", "-D", data, "-U", US, "-A", "reject", "--no-sync"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd="/", **as_user)
        (data / "pg_hba.conf").write_text("hostssl all all all cert\n")
        (data / "postgresql.auto.conf").write_text("\n".join(f"{key} = '{value}'" for key, value in told.items()))
        running = subprocess.Popen([programs / "postgres", "-D", data], stderr=subprocess.DEVNULL, cwd="/", **as_user)
        try:
            wait_for(port, running)
            yield port
        finally:
            running.send_signal(2)  # the fast way
            running.wait(PATIENCE)
    finally:
        shutil.rmtree(home)


@pytest.mark.postgres
class TestPostgreSQL:
    def who(self, address: str, tmp_path: Path) -> tuple[str, bool]:
        told = ConnectionHandler({"default": database(address, tmp_path)})["default"]
        with told.get_new_connection(told.get_connection_params()) as connection:
            cursor = connection.execute("SELECT current_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            return cursor.fetchone()  # type: ignore[no-any-return]

    def address(self, port: int, trusted: Path, pair: Pair | None, user: str = US, host: str = HOST) -> str:
        files = f"&sslcert={pair.certificate}&sslkey={pair.key}" if pair else ""
        return f"postgresql://{user}@{host}:{port}/postgres?sslmode=verify-full&sslrootcert={trusted}{files}"

    def test_we_are_known_by_our_certificate(
        self, postgres_port: int, authority: Authority, ours: Pair, tmp_path: Path
    ) -> None:
        assert self.who(self.address(postgres_port, authority.file, ours), tmp_path) == (US, True)

    def test_nobody_else_is_let_in(
        self, postgres_port: int, authority: Authority, ours: Pair, theirs: Pair, tmp_path: Path
    ) -> None:
        strangers = (
            self.address(postgres_port, authority.file, None),
            self.address(postgres_port, authority.file, theirs),
            self.address(postgres_port, authority.file, ours, user=THEM),
            self.address(postgres_port, authority.file, ours, host="127.0.0.1"),
            self.address(postgres_port, theirs.certificate, ours),
        )
        for address in strangers:
            with pytest.raises(psycopg.OperationalError):
                self.who(address, tmp_path)


def postgresql() -> Path:
    """Where the programs of PostgreSQL stand."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not (found[-1].parent / "postgres").is_file():
        missing("postgres", "no programs of PostgreSQL on this machine")
    return found[-1].parent
