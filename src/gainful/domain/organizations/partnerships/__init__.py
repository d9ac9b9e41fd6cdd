"""Industry partnerships of an agency: who takes part, what was said, what its advisory council decided."""
