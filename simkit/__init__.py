"""simkit: a flight simulator for the people who speak for a service while it is down."""

__version__ = "0.1.0"
