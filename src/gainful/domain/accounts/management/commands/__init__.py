"""Commands of accounts, for `gainful manage`."""
