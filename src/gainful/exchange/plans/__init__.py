"""Plans out: JSON with a published schema, CSV tables, PDF."""
