"""What can be told of a text by itself: letters, names, numbers. It knows no file and no layout."""
