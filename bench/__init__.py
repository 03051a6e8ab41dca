"""Benchmarks against public data and public peers; never run by the tests. `python -m bench NAME …`."""
