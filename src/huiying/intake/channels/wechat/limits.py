"""How long a text may be. The documents name none for customer-service messages; WeChat's staff and the limit of the
passive reply say 2,048 bytes, which is what is kept to (600 characters as a phone shows them well).
"""

from huiying.intake.shortening import shortened

MESSAGE_CHARACTERS = 600
MESSAGE_BYTES = 2048
REPLY_CHARACTERS = 600
SHORT_REPLY_CHARACTERS = 140


def for_a_message(text: str, link: str) -> str:
    return shortened(text, link, lambda told: len(told) <= MESSAGE_CHARACTERS and len(told.encode()) <= MESSAGE_BYTES)


def for_a_reply(text: str, link: str, most: int = REPLY_CHARACTERS) -> str:
    return shortened(text, link, lambda told: len(told) <= most)
