"""Office documents of today are archives: what one says of itself is read, and nothing in it is unpacked."""

import zipfile
from io import BytesIO

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024**2
MOST_TIMES = 200  # pictures hardly shrink and text by ten or twenty; what shrinks more was made to burst
FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}


def is_office_file(ending: str, content: bytes) -> bool:
    """Whether an archive holds what the ending says, and would not burst where somebody opens it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    fits = "[Content_Types].xml" in names and any(name.startswith(FOLDERS[ending]) for name in names)
    return fits and len(parts) <= MOST_PARTS and unpacked <= min(MOST_UNPACKED, MOST_TIMES * len(content))
