"""What the shop costs: measured beside what people would use instead, and against what was recorded."""
