"""Services, referrals and appointments, for coaches and managers."""
