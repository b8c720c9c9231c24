"""Parts of a workshop's bill: its lines, its sums, the workshop and the customer."""
