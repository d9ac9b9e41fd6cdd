"""An employer's own people: who works in which role, what they agreed to show, what will be needed by when."""
