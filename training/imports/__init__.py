"""Files of hours, as the learning portal gives them: how a row is judged (T-7, I-2; domain 2.9)."""
