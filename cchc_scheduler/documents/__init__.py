"""Values to text and bytes: the letters' words, their templates, and explanations of dates."""
