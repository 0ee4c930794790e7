"""leafletgen: one source text becomes printed leaflets in many languages."""

__version__ = "0.1.0"
