"""The ledger: every planned and every actual hour and dollar is one row."""
