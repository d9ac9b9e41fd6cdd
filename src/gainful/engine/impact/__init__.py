"""What happened, was it us, how sure are we: designs, gates, estimators, diagnostics."""
