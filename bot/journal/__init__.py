"""What was asked and how it was answered."""
