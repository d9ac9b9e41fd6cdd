"""Curricula: modules that each serve a confirmed requirement, in versions that the employers sign."""
