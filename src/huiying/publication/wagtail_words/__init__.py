"""Wagtail's editors in Chinese: the texts that Wagtail itself does not translate yet, and nothing else."""
