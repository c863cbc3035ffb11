"""The training kit of the model school for savings groups for production.

The calculators (`money`, `savings`, `loans`, `dividends`) stand on their own and
import neither widgets nor servers; `apps` and `server` are the faces that people see.
"""

__version__ = "0.1.0"
