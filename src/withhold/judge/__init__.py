"""Pure judgement over facts and observations."""
