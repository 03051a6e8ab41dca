"""The index of the portal's words, which no model knows."""

# The tokens of titles and texts, of which the databases keep only where they occur: see `searching.engines`.
IN_SQLITE = (
    "CREATE VIRTUAL TABLE publication_searchwords USING fts5(title, tokens, content='', detail=column, tokenize='ascii')",
)
IN_POSTGRES = (
    "ALTER TABLE publication_searchentry ADD COLUMN title_tokens tsvector, ADD COLUMN tokens tsvector",
    "CREATE INDEX an_entry_by_its_title ON publication_searchentry USING gin (title_tokens)",
    "CREATE INDEX an_entry_by_its_tokens ON publication_searchentry USING gin (tokens)",
)


def make_the_index(apps, schema_editor):
    for statement in IN_SQLITE if schema_editor.connection.vendor == "sqlite" else IN_POSTGRES:
        schema_editor.execute(statement)


def drop_the_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE publication_searchwords")
