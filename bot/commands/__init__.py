"""The commands, a module each. A module imports click at once and all else when it runs."""
