"""Open311 GeoReport v2 · The open protocol by which apps of a city bring requests and read where they stand."""
