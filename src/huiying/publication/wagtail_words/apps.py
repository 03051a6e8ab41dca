from django.apps import AppConfig


class WagtailWordsConfig(AppConfig):
    """An app of words only; it stands after the rooms, so that a room's own word for a text goes first."""

    name = "huiying.publication.wagtail_words"
    label = "wagtail_words"
