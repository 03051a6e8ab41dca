"""⑥ 总结 · The office learns: figures with names and formulas, frozen into snapshots, written into papers."""
