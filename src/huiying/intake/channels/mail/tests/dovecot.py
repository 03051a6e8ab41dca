"""A real Dovecot of our own: its own folder, port and users, nothing of the machine's; stopped when it is let go."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.certificates import Authority
from tests.ports import free_port

PASSWORD = "open-sesame"
CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
mail_uid = {mail_user}
mail_gid = {mail_group}
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mailbox_idle_check_interval = 1s
imap_id_log = *
mail_max_userip_connections = 200
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  process_min_avail = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


@dataclass
class Dovecot:
    """A running server. Mails are laid into its Maildir as a mail server does: written aside, then moved in."""

    home: Path
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    certificate: str = ""
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.settimeout(5)
                if connection.recv(4) == b"* OK":
                    return
            time.sleep(0.1)
        raise RuntimeError((self.home / "log").read_text())

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
            self.process = None

    def write_config(self) -> None:
        user = pwd.getpwuid(os.getuid()).pw_name
        root = os.getuid() == 0
        group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
        tls = self.certificate and (f"yes\nssl_cert = <{self.home}/certificate.pem\nssl_key = <{self.home}/key.pem")
        told = {
            "home": self.home,
            "port": self.port,
            "tls_port": self.tls_port if tls else 0,
            "ssl": tls or "no",
            "mail_user": "nobody" if root else user,
            "mail_group": "nogroup" if root else group,
            "internal": "dovecot" if root else user,
            "internal_group": "dovecot" if root else group,
            "login": "dovenull" if root else user,
        }
        (self.home / "dovecot.conf").write_text(CONFIG.format(**told))

    def set_passwords(self, *users: str, password: str = PASSWORD) -> None:
        if self.process:
            time.sleep(1.1)  # Dovecot looks at the file once a second at most
        (self.home / "users").write_text("".join(f"{user}:{{PLAIN}}{password}\n" for user in users))
        (self.home / "users").chmod(0o644)

    def folder(self, user: str) -> Path:
        folder = self.home / "mail" / user
        for part in ("", "new", "cur", "tmp"):
            (folder / part).mkdir(exist_ok=True)
            self._hand_over(folder / part)
        return folder

    def lay(self, user: str, *mails: bytes, at: datetime | None = None) -> None:
        """Mails arrive: Dovecot takes the time of the file as the time of arrival."""
        folder = self.folder(user)
        for mail in mails:
            name = f"{time.time():.6f}.{next(self.numbers):09d}.{os.getpid()}"
            path = folder / "tmp" / name
            path.write_bytes(mail)
            self._hand_over(path)
            if at:
                os.utime(path, (at.timestamp(), at.timestamp()))
            path.rename(folder / "new" / name)

    def empty(self, user: str) -> None:
        """A new mailbox under the old name: what was in it is gone, and so is what its numbers meant."""
        shutil.rmtree(self.home / "mail" / user, ignore_errors=True)
        numbers = self.folder(user) / "dovecot-uidlist"
        numbers.write_text(f"3 V{1_000_000 + next(self.numbers)} N1\n")  # else the second of its making is its number
        self._hand_over(numbers)

    @staticmethod
    def _hand_over(path: Path) -> None:
        if os.getuid() == 0:
            shutil.chown(path, "nobody", "nogroup")


@contextmanager
def dovecot(*users: str, authority: Authority | None = None) -> Iterator[Dovecot]:
    """A server for these users, with TLS where an authority is given that proves it."""
    home = Path(tempfile.mkdtemp(prefix="huiying-dovecot-"))
    home.chmod(0o755)
    (home / "mail").mkdir()
    Dovecot._hand_over(home / "mail")
    server = Dovecot(home)
    if authority:
        pair = authority.signs("dovecot", "127.0.0.1")
        server.certificate = authority.file.read_text()
        (home / "certificate.pem").write_bytes(pair.certificate.read_bytes())
        (home / "key.pem").write_bytes(pair.key.read_bytes())
    server.set_passwords(*users)
    server.write_config()
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def now() -> datetime:
    return datetime.now(UTC)
