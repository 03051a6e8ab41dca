from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.intake.sealing import SealedTextField
from huiying.people.models import User


class Authenticator(models.Model):
    """动态口令 · The secret that a person's telephone shares with the office (TOTP, RFC 6238), sealed at rest.

    `last_step` is the newest half minute whose code was taken: none is taken twice (RFC 6238, 5.2). `wrong` counts the
    codes that failed one after another, from whatever address.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="authenticator", verbose_name=_("member of staff"))
    secret = SealedTextField(_("secret"))
    made_at = models.DateTimeField(_("joined at"))
    last_step = models.BigIntegerField(default=0)
    wrong = models.PositiveSmallIntegerField(default=0)
    wrong_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("authenticator")
        verbose_name_plural = _("authenticators")


class RecoveryCodeQuerySet(models.QuerySet["RecoveryCode"]):
    def left(self) -> "RecoveryCodeQuerySet":
        return self.filter(used_at=None)


class RecoveryCode(models.Model):
    """恢复码 · Opens the door once where the telephone is lost; only its keyed digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes", verbose_name=_("member of staff"))
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(_("used at"), null=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "digest"], name="a_recovery_code_is_kept_once"),
        ]


class Passkey(models.Model):
    """通行密钥 · A public key whose private half never leaves the person's device (WebAuthn level 2).

    `credential` is the key's name in base64url, `attested` the attested credential data that the device gave.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys", verbose_name=_("member of staff"))
    name = models.CharField(_("name"), max_length=60)
    credential = models.CharField(max_length=1400, unique=True)  # at most 1,023 bytes (WebAuthn, 4)
    attested = models.BinaryField()
    count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(_("joined at"))
    used_at = models.DateTimeField(_("used at"), null=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class Proof(models.TextChoices):
    """How somebody proved who they were."""

    PASSWORD = "password", _("password")
    CODE = "code", _("authenticator code")
    RECOVERY = "recovery", _("recovery code")
    PASSKEY = "passkey", _("passkey")
    SIGN_ON = "sign_on", _("single sign-on")


class Ending(models.TextChoices):
    """Why a session is over."""

    OUT = "out", _("signed out")
    IDLE = "idle", _("nothing was done for too long")
    AGE = "age", _("signed in too long ago")
    SELF = "self", _("ended by the person")
    OFFICE = "office", _("ended by the office")
    PASSWORD = "changed", _("the password changed")


# What stands in a user agent, the more particular first: most say that they are Mozilla, Chrome and Safari too.
BROWSERS = (
    ("wxwork", "企业微信"),
    ("DingTalk", "钉钉"),
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class SignInQuerySet(models.QuerySet["SignIn"]):
    def open(self) -> "SignInQuerySet":
        return self.filter(ended_at=None)


class SignIn(models.Model):
    """登录会话 · That somebody signed in, from where and by what, until it ended. Kept for half a year."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins", verbose_name=_("member of staff"))
    key = models.CharField(max_length=40, db_index=True)
    proof = models.CharField(_("proved by"), max_length=10, choices=Proof)
    began_at = models.DateTimeField(_("signed in at"))
    seen_at = models.DateTimeField(_("last seen at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ending = models.CharField(_("ended because"), max_length=10, choices=Ending, blank=True)
    address = models.CharField(_("network address"), max_length=45, blank=True)
    device = models.CharField(_("device"), max_length=120, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering: ClassVar = ["-began_at", "-pk"]

    @property
    def browser(self) -> str:
        """The device as people call it, `Chrome · Windows`; as it calls itself where we do not know it."""
        known = (next((name for mark, name in marks if mark in self.device), "") for marks in (BROWSERS, SYSTEMS))
        return " · ".join(name for name in known if name) or self.device


class OldPassword(models.Model):
    """用过的密码 · The digest of a password that a person had, so that it does not come back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords", verbose_name=_("member of staff"))
    digest = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("earlier password")
        verbose_name_plural = _("earlier passwords")
        ordering: ClassVar = ["-pk"]


class GivenPassword(models.Model):
    """初始密码 · That somebody else made a person's password and knows it: they choose their own at the door."""

    user = models.OneToOneField(User, models.CASCADE, related_name="given_password", verbose_name=_("member of staff"))
    at = models.DateTimeField(_("password given at"))

    class Meta:
        verbose_name = _("given password")
        verbose_name_plural = _("given passwords")


class Binding(models.Model):
    """统一身份 · By what name a single sign-on knows a member of staff: its issuer and subject (OpenID Connect 5.7)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="bindings", verbose_name=_("member of staff"))
    issuer = models.CharField(_("issuer"), max_length=200)
    subject = models.CharField(_("subject (sub)"), max_length=255)
    made_at = models.DateTimeField(_("joined at"))

    class Meta:
        verbose_name = _("binding to single sign-on")
        verbose_name_plural = _("bindings to single sign-on")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="a_subject_is_one_person"),
            models.UniqueConstraint(fields=["user", "issuer"], name="a_person_has_one_subject_of_an_issuer"),
        ]
