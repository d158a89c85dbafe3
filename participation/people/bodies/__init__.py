"""Bodies: council, steering and coordinating circles, advisory boards, and what they decided on which subject."""
