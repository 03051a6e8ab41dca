"""Nouns: channels, persons with their addresses, voices with their attachments, the outbox, the tokens and
subscriptions of other systems.
"""

from .attachment import Attachment, KeptFileField
from .channel import Channel, ChannelQuerySet, Connector, Form
from .outbox import Delivery, Refusal
from .person import Address, AddressKind, Correspondent, Joining
from .sequence import Sequence
from .tokens import ApiToken, PostingKey, Scope
from .voice import Voice, VoiceQuerySet
from .webhooks import Subscription

__all__ = [
    "Address",
    "AddressKind",
    "ApiToken",
    "Attachment",
    "Channel",
    "ChannelQuerySet",
    "Connector",
    "Correspondent",
    "Delivery",
    "Form",
    "Joining",
    "KeptFileField",
    "PostingKey",
    "Refusal",
    "Scope",
    "Sequence",
    "Subscription",
    "Voice",
    "VoiceQuerySet",
]
