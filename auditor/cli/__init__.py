"""Commands: what a person types, and what the tool says back."""
