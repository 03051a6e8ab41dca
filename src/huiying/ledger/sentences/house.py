"""What is done in the house itself: its people and how they sign in, its keys and copies."""

from django.utils.translation import gettext_lazy

HOUSE = {
    "office.backed_up": gettext_lazy("A backup was written: %(rows)s rows and %(files)s files, not sealed."),
    "office.backed_up sealed": gettext_lazy("A backup was written and sealed: %(rows)s rows and %(files)s files."),
    "archive.written": gettext_lazy("%(who)s wrote %(voices)s voices as an archive, personal data masked."),
    "archive.written plain": gettext_lazy("%(who)s wrote %(voices)s voices as an archive, texts as they are."),
    "keys.rotated": gettext_lazy("A new key seals contacts from now on; its fingerprint is %(key)s."),
    "keys.resealed": gettext_lazy("What older keys had sealed was sealed with the key %(key)s."),
    "keys.retired": gettext_lazy("Older sealing keys were retired; nothing is sealed with them any more."),
    "office.founded": gettext_lazy("The office was founded: %(name)s."),
    "password.changed": gettext_lazy("%(who)s changed the password; the other sessions ended."),
    "password.reset": gettext_lazy("%(who)s gave the login a new password; its sessions ended."),
    "second_factor.joined": gettext_lazy("%(who)s joined a second factor: %(factor)s."),
    "second_factor.parted": gettext_lazy("%(who)s took out a second factor: %(factor)s."),
    "second_factor.reset": gettext_lazy("%(who)s made the login forget its second factors; its sessions ended."),
    "second_factor.codes_made": gettext_lazy("%(who)s made new recovery codes."),
    "second_factor.code_used": gettext_lazy("%(who)s signed in with a recovery code; %(left)s are left."),
    "sign_on.bound": gettext_lazy("%(who)s bound the login to the single sign-on."),
    "sign_on.parted": gettext_lazy("%(who)s parted the login from the single sign-on."),
    "access.reviewed": gettext_lazy("%(who)s reviewed access rights: %(logins)s logins, %(striking)s to look at."),
}
