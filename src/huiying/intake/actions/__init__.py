"""The verbs of intake: what a channel heard is received, once, untouched, under a number; what is to be said goes
out.
"""

from .channels import open_channel, set_channel, settings_of, try_channel
from .joining import join_persons, part_persons
from .listening import listen, listen_all
from .receiving import Received, channel_named, receive, receive_form, set_up_channel
from .sending import mark_sent, send_again, send_out, stop_delivery
from .verifying import verify_address

__all__ = [
    "Received",
    "channel_named",
    "join_persons",
    "listen",
    "listen_all",
    "mark_sent",
    "open_channel",
    "part_persons",
    "receive",
    "receive_form",
    "send_again",
    "send_out",
    "set_channel",
    "set_up_channel",
    "settings_of",
    "stop_delivery",
    "try_channel",
    "verify_address",
]
