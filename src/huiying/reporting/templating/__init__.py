"""公文模板 · A unit's own wording and order of its papers: Jinja in DOCX, in a room from which nothing leads out."""
