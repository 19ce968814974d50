"""The pages of the training chapter."""
