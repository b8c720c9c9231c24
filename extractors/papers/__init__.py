"""One module per kind of paper. Each has a stateless extractor that ``extractors.registry`` lists."""
