"""What the papers of one export application say, before anything is printed: cars, companies, dates, visits."""
