"""档案分析 · Hot topics of archived posts: Parquet files of the office or of others, however many.

`columns` says what an archive holds, `reading` reads one and checks every row, `writing` makes one of the office's
voices, `ordering` sorts the posts and joins what is the same (DuckDB), `steps` are the pieces of work, `running` hands
them to processes, `heats` makes topics of the groups. Needs the extra `archive`; `ready` says so where it is missing.
"""
