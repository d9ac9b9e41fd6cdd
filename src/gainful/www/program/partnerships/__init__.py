"""Partnerships: who takes part, the contact log, the advisory council, supplier agreements."""
