"""What people say: processes with their phases, boards, ideas, comments, maps, meetings and workshops."""
