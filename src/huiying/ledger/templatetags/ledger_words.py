"""The ledger's entries as a page tells them; the words stand in `ledger.sentences`."""

from django import template

from huiying.ledger import sentences

register = template.Library()

register.filter("sentence", sentences.sentence)
register.filter("quoted", sentences.quoted)
register.filter("actor", sentences.who)
register.filter("thing", sentences.thing)


@register.filter
def login(actor: str) -> str:
    """The login under which an actor did it: `lu.chengban` of `lu.chengban 陆承办`."""
    return actor.partition(" ")[0]
