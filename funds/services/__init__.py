"""What happens to members' savings."""
