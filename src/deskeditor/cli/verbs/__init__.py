"""One module for each group of verbs: its options, and what they do."""
