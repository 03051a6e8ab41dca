"""A real SMTP server in a thread: what it took, and every way in which it can say no."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

from tests.ports import free_port

from .dovecot import PASSWORD


@dataclass
class Relay:
    port: int = field(default_factory=free_port)
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    password: str = PASSWORD
    says: dict[str, str] = field(default_factory=dict)  # the answer to RCPT or DATA, where it is no yes
    breaks_off: bool = False  # once it has the mail, before it says so
    controller: Controller | None = None

    def come_back(self) -> None:
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, authenticator=self._authenticate,
            auth_require_tls=False, enable_SMTPUTF8=False,
        )  # fmt: skip
        self.controller.start()

    def go_away(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    def _authenticate(self, _server: Any, _session: Any, _envelope: Any, _way: str, told: Any) -> AuthResult:
        return AuthResult(success=told.password.decode() == self.password, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, session: Session, envelope: Envelope, to: str, _options: Any
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        if "RCPT" in self.says:
            return self.says["RCPT"]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.says:
            return self.says["DATA"]
        assert isinstance(envelope.content, bytes)
        self.envelopes.append(envelope)
        if self.breaks_off:
            server.transport.abort()
        self.mails.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"

    def texts(self) -> list[str]:
        return [mail.get_content() for mail in self.mails]
