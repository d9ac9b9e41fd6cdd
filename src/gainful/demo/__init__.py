"""A simulated region: seed data as tested code."""
