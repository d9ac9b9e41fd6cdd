"""People for a job, jobs for a person, feeder occupations."""
