"""The pages of handling: the desk's inbox, cases, work, review and clocks, and the public's look at its own letter."""
