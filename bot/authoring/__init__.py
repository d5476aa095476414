"""The author's side: measuring and learning."""
