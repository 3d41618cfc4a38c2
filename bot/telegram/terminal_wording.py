"""What whoever runs the bot reads on the terminal: `quotebot telegram` and `quotebot feedback`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.error import Conflict

from bot.wording.answers import listed, plural

if TYPE_CHECKING:
    from telegram import User
    from telegram.error import TelegramError

NOT_CONFIGURED = (
    "TELEGRAM_BOT_TOKEN is not set. Get a token from @BotFather on Telegram and put it into .env."
)
MISSHAPEN = (
    "TELEGRAM_BOT_TOKEN is not shaped like a token: digits, a colon and about 35 letters, "
    "digits, - or _, without quotation marks. Copy it from @BotFather again, whole."
)
REJECTED = "Telegram doesn't know this token. Copy TELEGRAM_BOT_TOKEN from @BotFather again, whole."
CONNECTED_AGAIN = "Telegram is reachable again."
CONFLICT = (
    "Another program is fetching this bot's messages. Stop it, or get a token of your own; "
    "trying again meanwhile."
)
STOPPING = "Stopping: finishing what is being answered."
STOPPED = "Stopped."
STOPPED_EARLY = "Stopped. What wasn't finished is answered at the next start."
BROKEN = "An unexpected error ended the bot; the log above says which."


def trouble(error: TelegramError) -> str:
    """A failure to reach Telegram that may pass, in one line."""
    if isinstance(error, Conflict):
        return CONFLICT
    return "Telegram can't be reached; trying again until it can."


def started(me: User) -> str:
    """Who the bot is."""
    return f"This is {me.full_name}, @{me.username}. Ctrl-C stops it."


def answers_whom(allowed: int | None, owners: int, guests: int) -> str:
    """Whom the bot answers; ``allowed`` counts ALLOWED_USERS, None is everybody."""
    if allowed is None:
        return "It answers everybody (ALLOWED_USERS=*)."
    parts = [
        plural(owners, "owner") if owners else "",
        plural(guests, "guest") if guests else "",
        plural(allowed, "person of ALLOWED_USERS") if allowed == 1 else "",
        f"{allowed} people of ALLOWED_USERS" if allowed > 1 else "",
    ]
    present = [part for part in parts if part]
    return f"It answers {listed(present)}." if present else "It answers nobody yet."


def owner_link(link: str) -> str:
    """How to become the owner."""
    return (
        "Nobody owns this bot yet. Open this link in Telegram to become its owner; "
        f"it works once:\n  {link}"
    )


def privacy_mode(me: User) -> str:
    """What the bot gets to see in groups."""
    if not me.can_join_groups:
        return "It can't be added to groups (@BotFather: Allow Groups)."
    if me.can_read_all_group_messages:
        return "In groups it sees all messages (privacy mode is off), and answers when addressed."
    return (
        "In groups privacy mode hides all messages from it but commands, mentions and replies, "
        "which are what it answers (@BotFather: Group Privacy)."
    )


def inline_mode(me: User) -> str:
    """Whether inline mode is on."""
    if me.supports_inline_queries:
        return f"Inline mode is on: @{me.username} in any chat."
    return "Inline mode is off (@BotFather: Inline Mode)."


def listens(url: str, where: str) -> str:
    """That updates come through a webhook."""
    return f"Telegram sends its updates to {url}; listening on {where}."


# Lines of `quotebot feedback`.
NO_RECORDS = "Nobody has asked this bot anything yet."
MARKED_UNHELPFUL = "Marked as not helpful:"
WITHOUT_ANSWER = "Without an answer:"
NO_QUESTIONS_LOGGED = (
    "There are no questions to list: their words are kept only while LOG_QUESTIONS is true."
)


def outcome_counts(answered: int, unanswered: int, helpful: int, unhelpful: int) -> str:
    """How the questions of the last 90 days went."""
    return (
        f"In the last 90 days: {plural(answered, 'question')} answered, {unanswered:,} not; "
        f"{helpful:,} marked as helpful, {unhelpful:,} as not."
    )


def asked_often(question: str, count: int) -> str:
    """A question and how many people it was about."""
    return f"  {question}" + (f" ({count} times)" if count > 1 else "")
