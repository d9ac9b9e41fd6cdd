"""Support: services of the region, referrals that are followed to their end, and appointments."""
