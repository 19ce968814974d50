"""The zone for everybody, and the desk where somebody decides what stands in it."""
