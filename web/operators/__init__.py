"""What is for operators: health and metrics, and who may see them."""
