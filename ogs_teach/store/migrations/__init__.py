"""How a store of each version becomes one of the next; a file for each step, never changed."""
