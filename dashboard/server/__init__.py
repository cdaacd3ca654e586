"""How the web server under the pages behaves."""
