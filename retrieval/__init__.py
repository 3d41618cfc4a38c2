"""From files to ranked passages to quotes; knows no screen."""
