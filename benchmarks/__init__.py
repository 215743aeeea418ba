"""What the service costs: each figure a ratio, or a whole process, of one run (`make bench`)."""
