"""Required minus held: shortfall, surplus and training hours."""
