"""What may be done to a welfare fund."""
