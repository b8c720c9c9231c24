"""What goes over the wire: pydantic models of requests and answers, each with an example."""
