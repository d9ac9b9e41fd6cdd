"""Competency profiles: lines with a level, an importance and the evidence for each."""
