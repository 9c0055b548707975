"""The pages of welfare funds."""
