"""Every chart, from figures to Plotly's own words. It knows no Streamlit; `gallery` lists them."""
