"""Every word that a user reads, the text of errors and of `--help` apart.

`answers` is what the console and Telegram both say; each of them has a module of its own besides.
"""
