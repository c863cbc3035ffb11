"""The five-year game: a committee's choices, and what became of the group."""
