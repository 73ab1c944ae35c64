"""The suite: every figure that onrecord claims, as a measure that anybody can run again."""
