"""核对 · What a page of the portal says, as a digest; how an editor's screen writes its HTML is all one."""

import hashlib
import json

from selectolax.lexbor import LexborHTMLParser

from ..models import ArticlePage

SAID = "p, li, h1, h2, h3, h4, h5, h6, blockquote, th, td"
KEPT = ("embedtype", "linktype", "id", "alt", "href", "url")


def shown(page: ArticlePage) -> str:
    """The digest of its words in their order, its pictures and its links, with what stands above and below them."""
    body = LexborHTMLParser(page.body)
    words = [[node.tag, " ".join(node.text(separator="").split())] for node in body.css(SAID)]
    along = [[node.tag, *(node.attributes.get(name) or "" for name in KEPT)] for node in body.css("embed, a, img")]
    told = [page.title, page.summary, page.source, page.section, [each for each in words if each[1]], along]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
