"""The Streamlit app over one release file. It computes no noise and never sees the warehouse."""
