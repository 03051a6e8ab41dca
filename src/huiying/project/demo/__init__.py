"""A fictional bureau at work: `world` tells what happened, `building` does it with the real deeds of every room."""
