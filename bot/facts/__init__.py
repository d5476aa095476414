"""The fact base: facts.yaml and its companions, loaded and checked; the languages."""
