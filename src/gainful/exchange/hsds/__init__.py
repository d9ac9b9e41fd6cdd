"""Open Referral HSDS 3: service directories in and out, checked; version 2.0 is read with what is lost said."""
