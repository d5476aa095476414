"""What each kind of update gets."""
