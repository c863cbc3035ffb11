"""What prints: papers for learners, for the trainer and for the office, from `lessons/`.

Each module draws one kind of paper as a `Sheet`; `catalogue` lists them, `book` binds the
whole course, `pdf` asks the computer's own browser to make a PDF of it.
"""
