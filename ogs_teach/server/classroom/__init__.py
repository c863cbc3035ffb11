"""The class: who is in, what is open, answers, the trainer's board."""
