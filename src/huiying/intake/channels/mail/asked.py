"""What an office sets for a mailbox."""

from django.utils.translation import gettext_lazy as _

from ...channel import Setting

SETTINGS: tuple[Setting, ...] = (
    Setting(name="host", label=_("IMAP server"), required=True, given=("password",)),
    Setting(name="port", label=_("IMAP port"), kind="number", help=_("Empty: the usual one.")),
    Setting(name="security", label=_("IMAP security"), default="ssl", help=_("ssl, starttls or none.")),
    Setting(name="user", label=_("User"), required=True, help=_("Mostly the whole mail address.")),
    Setting(
        name="password",
        label=_("Password"),
        secret=True,
        required=True,
        help=_("Many providers give an authorisation code of its own for this."),
    ),
    Setting(name="folder", label=_("Folder"), default="INBOX"),
    Setting(
        name="since",
        label=_("Mails since"),
        help=_("A day such as 2026-11-01: mails that arrived earlier are left alone. Empty: all are read."),
    ),
    Setting(name="every", label=_("Seconds between two readings"), kind="number", default=60),
    Setting(
        name="idle",
        label=_("Wait for new mails"),
        kind="yes_no",
        default=False,
        help=_("Waits up to 20 seconds after each reading, where the server can tell of new mails at once."),
    ),
    Setting(
        name="authserv_id",
        label=_("Name of the mail server that checks senders"),
        help=_("As it stands in Authentication-Results. Empty: no sender counts as verified."),
    ),
    Setting(
        name="certificate",
        label=_("Certificate of the authority (PEM)"),
        kind="lines",
        help=_("Only for servers with a certificate that the office issued itself."),
    ),
    Setting(
        name="smtp_host",
        label=_("SMTP server"),
        help=_("Empty: this channel cannot answer."),
        given=("password", "smtp_password"),
    ),
    Setting(name="smtp_port", label=_("SMTP port"), kind="number", help=_("Empty: the usual one.")),
    Setting(
        name="smtp_security",
        label=_("SMTP security"),
        default="ssl",
        help=_("ssl, starttls or none."),
    ),
    Setting(name="smtp_user", label=_("SMTP user"), help=_("Empty: as above. “-”: it asks for none.")),
    Setting(name="smtp_password", label=_("SMTP password"), secret=True, help=_("Empty: as above.")),
    Setting(name="from_name", label=_("Name of the sender"), help=_("Empty: the name of the channel.")),
    Setting(name="from_address", label=_("Address of the sender"), help=_("Empty: the user.")),
    Setting(name="receipt", label=_("Send a receipt at once"), kind="yes_no", default=True),
)
