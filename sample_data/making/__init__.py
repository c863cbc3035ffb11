"""How the sample groups are made: `python -m sample_data.make`."""
