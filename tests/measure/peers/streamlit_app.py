"""The measuring app in Streamlit: a slider, a line of 120 points, a total."""

import numpy as np
import pandas as pd
import streamlit

pledge = streamlit.slider("pledge", 10, 1000, 100, 10)
total = np.cumsum(np.full(120, pledge * 200))
streamlit.line_chart(pd.DataFrame({"baht": total}))
streamlit.markdown(f"TOTAL={total[-1]}")
