"""What people and machines ask for: bundles, people, jobs, results. Web and the command line ask here, and nowhere below."""
