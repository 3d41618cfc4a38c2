"""Every error that a user can meet, as one tree.

    QuotebotError            exit code 2
    ├── SettingError         a setting's value can't be used
    ├── DocumentError        one document can't be read; the others go on
    ├── IndexUnusableError   the index folder can't be read or written
    ├── QuestionError        a question can't be taken as it is (too long, ...)
    └── CitationError        a citation token can't be read

A message says what was wrong and what to do next, in one or two sentences, and never holds a
secret. Anything else that is raised is a bug and is not caught.
"""

from __future__ import annotations


class QuotebotError(Exception):
    """Base of every error meant for a user's eyes; ``exit_code`` is the process's."""

    exit_code = 2


class SettingError(QuotebotError):
    """A setting has a value that can't be used; the message names it and what is allowed."""


class DocumentError(QuotebotError):
    """One document can't be read; the message says why, the caller says which."""


class IndexUnusableError(QuotebotError):
    """The index folder can't be read or written; the message names the folder and the way out."""


class QuestionError(QuotebotError):
    """A question can't be taken as it is; the message names the limit."""


class CitationError(QuotebotError):
    """A text is not a citation token; the message shows what one looks like."""
