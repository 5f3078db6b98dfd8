"""What is known of each local area as a candidate of a year, said in words, sorted, compared and drawn. Pure: it knows no rows."""
