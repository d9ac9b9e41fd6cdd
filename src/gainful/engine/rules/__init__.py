"""Dated parameters with their citation: regulation, handbook, paper."""
