"""What Telegram users read, but for documents that come by message (`upload_wording`).

What a quote or a missing answer is called stands in `bot.wording.answers`, for the console too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.answers import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.telegram.access import Person
    from retrieval.engine import Source

QUESTION_CHARACTERS = 1000
UNDERSTOOD = "Read as: "
LISTED_SOURCES = 50

# Buttons.
MORE_CONTEXT = "More context"
NEXT_QUOTE = "Next quote"
COPY_CITATION = "Copy citation"
COPY_LINK = "Copy link"
HELPFUL = "👍 Helpful"
NOT_HELPFUL = "👎 Not helpful"

# What a press says.
MARKED = "Thank you, noted."
FORGED = "This button isn't one of mine."
QUESTION_GONE = "I can't see the question any more. Please ask it again."
NO_MORE_QUOTES = "There is no other quote for this question."
NO_RIGHT = "You have no right to ask here."
CONTEXT_OF = "The surroundings of the quote:"

# With answers.
ALTERED = (
    "Telegram can't show this quote exactly as it is (tabs, line ends or special characters). "
    "The file below has it byte for byte."
)
TOO_MUCH = "This is too long for messages. The file below has all of it."
QUOTE_FILE = "quote.txt"
TEXT_FILE = "answer.txt"
LOST_THREAD = (
    "I no longer know which question that answer was for. Please ask in full, in one message."
)

# In place of answers.
TOO_LONG = (
    f"A question can have {QUESTION_CHARACTERS:,} characters at most, and this one has more. "
    "Please ask more briefly."
)
NOT_TEXT = "I read only text. Please write your question."
GIVEN_UP = (
    "I tried to answer this several times and was ended each time, so I leave it. "
    "Please try it in other words."
)
UNKNOWN_COMMAND = "I don't know that command. /help lists those I know."
PRIVATE_BOT = "This is a private bot: it answers only people whom its owner has invited."
GROUP_NEEDS_OWNER = "I answer in a group once an owner of mine has sent /allow here."
GROUP_ALLOWED = "I answer here now: mention me, reply to me, or use /ask."
OWNERS_ONLY = "Only an owner of this bot can do that."
GROUPS_ONLY = "Send that in the group that I shall answer in."
PRIVATE_ONLY = "Please send me that in a private chat."
OLD_LINK = "This link has been used already, or is too old. Ask for a new one."
NOW_OWNER = "You own this bot now. /invite makes a link that lets somebody else in."
NOW_GUEST = "You have been let in."
ASK_WHAT = "Write your question after the command, like this: /ask Who signed the letter?"
SEARCH_WHAT = "Write what to look for after the command, like this: /search signed letter"
NO_SUCH_DOCUMENT = "The document of that link is not among mine any more."
REMOVE_WHOM = "Write the number of a guest after the command; /users lists them."
NOT_A_GUEST = "There is no guest with that number. /users lists them."
REMOVED = "Removed: that person gets no answers any more."
REMOVED_BUT_ALLOWED = "Removed, but ALLOWED_USERS still lets that person in."
NO_USERS = "Nobody has been let in by a link."
NOTHING_TO_FOLLOW = "There is nothing to give more of. Ask a question first, or reply to an answer."
NOTHING_FOUND = "No passage holds any of these words."
NO_SOURCES = "There are no documents yet."
CHECK_QUOTE = "Check this quote"
ALTERED_INLINE = (
    "Telegram can't show this quote exactly as it is; the citation names the exact one."
)
INLINE_NOTHING = "No quote answers that"

HELP = """\
Ask me a question. I look for the sentence of the documents that answers it and quote it word for \
word, with its source. I write no answers of my own, and where nothing answers, I say so.

Reply to an answer to ask on from there. Edit your question and I edit my answer.

/ask – ask, in a group
/more – the next quote for your last question
/search – the passages that hold some words
/sources – the documents that I know
/verify – check a citation
/privacy – what is kept about you
/forget – delete that"""
FOR_EXAMPLE = "For example:"
HELP_OWNER = """

As an owner you can send me documents, and also have:
/invite – a link that lets one person in
/users – who was let in
/remove – take that back
/sources – also removes documents that came by message
/allow – let me answer in a group (send it there)"""

COMMANDS = {
    "ask": "Ask a question",
    "more": "The next quote for your last question",
    "search": "The passages that hold some words",
    "sources": "The documents that I know",
    "verify": "Check a citation",
    "help": "How to use this bot",
    "privacy": "What is kept about you",
    "forget": "Delete what is kept about you",
    "start": "Say hello",
}
GROUP_COMMANDS = ("ask", "more", "sources", "help")
OWNER_COMMANDS = {
    "invite": "Let somebody in",
    "users": "Who was let in",
    "remove": "Take a guest's right away",
}


def privacy(*, questions_kept: bool) -> str:
    """What is kept about a person."""
    questions = (
        "• the words of your questions, because whoever runs this bot has switched that on"
        if questions_kept
        else "• not the words of your questions: those only until they are answered"
    )
    return f"""\
On the computer that runs me I keep
• your Telegram number and name, if you came through a link
• for two days, which of my messages answer which of yours, and how fast you ask
• for 90 days, whether a question was answered, and what you marked as helpful
{questions}

Nothing goes to anybody else; but Telegram itself keeps our chat, and can read it. /forget deletes \
all of this but your right to ask."""


def forgotten(count: int) -> str:
    """After /forget."""
    return f"Deleted: {plural(count, 'record')} about you. Your right to ask stays."


def too_fast(seconds: float) -> str:
    """The pace limit."""
    return (
        f"That was a lot at once. Please ask again in {plural(max(1, round(seconds)), 'second')}."
    )


def incident(number: str) -> str:
    """After an unexpected error."""
    return (
        f"Something went wrong on my side (incident {number}). Please try again; "
        "whoever runs me finds that number in the log."
    )


def invitation(link: str) -> str:
    """After /invite."""
    return f"This link lets one person in, within a day:\n{link}"


def users(people: Iterable[Person], extra: str) -> str:
    """After /users."""
    lines = [f"{person.role}: {person.name} ({person.user_id})" for person in people]
    return "\n".join([*(lines or [NO_USERS]), *filter(None, [extra])])


def allowed_besides(count: int | None) -> str:
    """Whom ALLOWED_USERS lets in; None is everybody."""
    if count is None:
        return "ALLOWED_USERS lets everybody in."
    return f"ALLOWED_USERS lets in {plural(count, 'person besides')}." if count else ""


def source_facts(source: Source) -> str:
    """What is known of a document, after its name."""
    return (
        f": {plural(source.sections, 'section')}, {plural(source.passages, 'passage')}, "
        f"indexed {source.indexed_at:%Y-%m-%d %H:%M} UTC"
    )


def left_out(reason: str) -> str:
    """Why a file isn't among the documents, after its name."""
    return f": left out, {reason}"


def and_more(count: int) -> str:
    """What a list leaves out."""
    return f"… and {count:,} more"
