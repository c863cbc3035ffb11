"""The sizes at which pages are looked at."""

SIZES = {"phone": (390, 844), "laptop": (1280, 800)}
