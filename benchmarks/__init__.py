"""Speed and accuracy, measured side by side with a floor and with peers. Not part of the tests."""
