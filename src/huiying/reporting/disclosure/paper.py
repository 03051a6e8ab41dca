"""A paper of a request in the form of GB/T 9704: organ mark, number, title, addressee, text, organ and date."""

from huiying.handling.models import DisclosureNotice
from huiying.reporting.official import AttachmentNote, Block, OfficialDocument, Paragraph, render


def document(notice: DisclosureNotice, *, addressee: str, files: tuple[str, ...] = ()) -> OfficialDocument:
    """The same notice gives the same document, whenever it is taken."""
    blocks: list[Block] = [Paragraph(text) for text in notice.paragraphs]
    if files:
        blocks.append(AttachmentNote(files))
    return OfficialDocument(
        title=notice.title,
        blocks=tuple(blocks),
        organ=notice.organ,
        dated=notice.dated,
        addressee=addressee,
        number=notice.number,
        red_head=notice.organ,
    )


def docx(notice: DisclosureNotice, *, addressee: str, files: tuple[str, ...] = ()) -> bytes:
    return render(document(notice, addressee=addressee, files=files))
