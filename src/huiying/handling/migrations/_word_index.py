"""The index of words, which no model knows."""

# The tokens of a text, of which the databases keep only where they occur: see `searching.wordindex`.
IN_SQLITE = ("CREATE VIRTUAL TABLE handling_words USING fts5(tokens, content='', detail=none, tokenize='ascii')",)
IN_POSTGRES = (
    "ALTER TABLE handling_searchtext ADD COLUMN tokens tsvector",
    "CREATE INDEX a_text_by_its_tokens ON handling_searchtext USING gin (tokens)",
)


def make_the_index(apps, schema_editor):
    for statement in IN_SQLITE if schema_editor.connection.vendor == "sqlite" else IN_POSTGRES:
        schema_editor.execute(statement)


def drop_the_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE handling_words")
