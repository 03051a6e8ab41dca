"""`python -m huiying` is `huiying`."""

from huiying.project.cli import main

main()
