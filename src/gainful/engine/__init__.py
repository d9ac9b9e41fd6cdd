"""Engine: a data scientist's library for job-centric upskilling; no Django, no clock, no network."""
