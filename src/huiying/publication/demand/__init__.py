"""供需缺口 · What is asked against what is published: topics asked, the best published thing for each, and a verdict.

`asked` and `supply` are the two sides, `weighing` matches them, `verdict` judges by `thresholds.toml`, `gathering` and
`published` read the database, `files` reads files, `drafting` writes a FAQ from the best answers.
"""
