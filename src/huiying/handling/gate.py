"""门卫 · What guards a form of the public, for the rooms above that have forms of their own: sealing, query codes,
limits by address, the question for people. Files have a door of their own (`files`).

They live in intake. Publication does not look at what was heard, but needs no second lock for its own door.
"""

from huiying.intake import codes
from huiying.intake.channels.portal.fields import TOO_LONG, Files, LetterText, Mail, Phone
from huiying.intake.channels.portal.suspicion import SUSPECTS, opened
from huiying.intake.channels.portal.uploads import bounded
from huiying.intake.channels.portal.writing import WritingForm
from huiying.intake.sealing import SealedJSONField, SealedTextField, fingerprint
from huiying.intake.tries import Tries

__all__ = [
    "SUSPECTS",
    "TOO_LONG",
    "Files",
    "LetterText",
    "Mail",
    "Phone",
    "SealedJSONField",
    "SealedTextField",
    "Tries",
    "WritingForm",
    "bounded",
    "codes",
    "fingerprint",
    "opened",
]
