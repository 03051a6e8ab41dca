"""The channel of feeds, hot lists and pages: what is said elsewhere and reaches us because somebody watches for it."""
