"""Every write to support: permission, transaction, audit, one result."""
