"""Scripts that make the files in `retrieval/data`; nothing here runs when questions are asked."""
