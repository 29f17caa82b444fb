"""The nouns: facts, observations, findings, actions. No input, no output."""
