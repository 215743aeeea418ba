"""The office's files and the values made of them: office, plan, policy, calendar."""
