"""Commands of participants, for `gainful manage`."""
