"""Files of measures: their columns, how a row is judged. Nothing here writes (I-1 – I-7)."""
