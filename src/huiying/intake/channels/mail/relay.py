"""A mail given to the office's own mail server (RFC 5321), which signs it (DKIM) and brings it on."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Any

from django.utils.translation import gettext as _

from ...channel import ChannelError
from .options import Server

TIMEOUT = 30.0


class _Saying:
    """A session in which a line that breaks while the mail itself is said leaves open whether it was taken: the server
    may have it already (RFC 5321 section 4.5.3.2.6). It is not said again by itself.
    """

    def data(self, msg: Any) -> Any:
        try:
            return super().data(msg)  # type: ignore[misc]
        except smtplib.SMTPResponseException:  # a clear no
            raise
        except OSError as error:
            raise ChannelError(
                _("The connection broke off while this was being sent; perhaps it was sent."),
                retry=False,
                unsure=True,
                fix=_("Look in the account whether it is there, and send it again if it is not."),
            ) from error


class _Plain(_Saying, smtplib.SMTP):
    pass


class _Sealed(_Saying, smtplib.SMTP_SSL):
    pass


def deliver(mail: EmailMessage, server: Server) -> None:
    """Hand it over; ChannelError where the server did not take it."""
    with entered(server) as smtp:
        smtp.send_message(mail)


@contextmanager
def entered(server: Server) -> Iterator[smtplib.SMTP]:
    """A session. All that can go wrong with the server leaves as a ChannelError."""
    try:
        smtp = _connected(server)
        try:
            if server.user:
                smtp.login(server.user, server.password)
            yield smtp
        finally:
            with suppress(OSError):
                smtp.quit()
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        raise told(error) from error


def _connected(server: Server) -> smtplib.SMTP:
    if server.security == "ssl":
        return _Sealed(server.host, server.port, timeout=TIMEOUT, context=server.context())
    smtp = _Plain(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        try:
            smtp.starttls(context=server.context())
        except BaseException:
            smtp.close()
            raise
    return smtp


def told(error: Exception) -> ChannelError:
    """RFC 5321 section 4.2.1: 4yz may be otherwise the next time, 5yz will not. The server's words stay out."""
    code = _code(error)
    if isinstance(error, smtplib.SMTPAuthenticationError) and code // 100 != 4:
        return ChannelError(
            _("The sending mail server turned user or password down."),
            retry=False,
            fix=_("Enter them again; many providers want an authorisation code, and SMTP switched on."),
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return ChannelError(
            _("The sending mail server's certificate cannot be trusted."),
            retry=False,
            fix=_("Correct the server's name, or enter the certificate of your authority."),
        )
    if code // 100 == 5:
        return ChannelError(
            _("The sending mail server refuses this mail for good (%(code)d).") % {"code": code},
            retry=False,
            fix=_("Look whether the address exists and whether this mailbox may send."),
        )
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError) or _speaks_otherwise(error):
        return ChannelError(
            _("The sending mail server does not speak this way."), retry=False, fix=_("Correct security and port.")
        )
    return ChannelError(
        _("The sending mail server cannot be reached or asks for patience (%(what)s).")
        % {"what": code or type(error).__name__},
        retry=True,
        fix=_("It is tried again by itself. If it stays so, check server and port."),
    )


def _code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((int(code) for code, _words in error.recipients.values()), default=0)
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else 0


def _speaks_otherwise(error: Exception) -> bool:
    return isinstance(error, ssl.SSLError) and error.reason in ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL")
