"""Files that become records: columns, how a cell is read, how rows are checked. Nothing here writes (I-1 – I-7)."""
