"""What an editor may not do in the editors' room, whatever the browser sends."""

import json

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedUnsupportedProviderException


def stored(text: str, *, kind: str, entity: str = "LINK", **data: str) -> str:
    """What is stored of a text whose every sign the browser says is such an entity."""
    block = {
        "key": "a", "text": text, "type": kind, "depth": 0,
        "inlineStyleRanges": [{"offset": 0, "length": 2, "style": "X"}],
        "entityRanges": [{"offset": 0, "length": len(text), "key": 0}],
    }  # fmt: skip
    told = {"blocks": [block], "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}}}
    features = get_rich_text_editor_widget().features
    return str(ContentstateConverter(features).to_database_format(json.dumps(told)))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>", "vbscript:x"],
)
def test_a_link_leads_to_an_address_and_runs_nothing(address: str) -> None:
    assert "href" not in stored("办事指南", kind="unstyled", url=address)
    assert 'href="https://zs.example.gov.cn/"' in stored("办事指南", kind="unstyled", url="https://zs.example.gov.cn/")


def test_what_is_typed_is_text() -> None:
    found = stored("<script>alert(1)</script><img src=x onerror=alert(1)>", kind="unstyled", url="https://a.example/")
    assert "<script" not in found
    assert "<img" not in found


def test_another_site_is_shown_on_no_page_and_asked_for_nothing(db: None) -> None:
    assert "embed" not in get_rich_text_editor_widget().features
    with pytest.raises(EmbedUnsupportedProviderException):
        get_embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
