"""The chat of the console: questions and slash commands in, pages out; knows no keyboard."""

from __future__ import annotations

import difflib
from collections import deque
from typing import TYPE_CHECKING

from bot.layout import Group, Look, labelled, lines, quote_group, result_page
from bot.verification_pages import verification_page
from bot.wording import console as say
from bot.wording.verification import WHAT as VERIFY_WHAT
from retrieval.citations import cite, is_citation
from retrieval.errors import QuotebotError
from retrieval.model import Abstention, Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation import Conversation
    from bot.screens import Screen
    from retrieval.engine import Engine
    from retrieval.model import ScoredQuote

ANSWERED, ABSTAINED, ERROR = 0, 1, 2
_EXAMPLES = 3
_LATEST = 5  # lines heard between two questions that are shown


# What people type without the slash, and nobody asks of documents.
_BARE = {"more": "/more", "quit": "/quit", "exit": "/quit"}


class Chat:
    """Answers lines that a person typed or a program sent.

    Args:
        engine: what the documents' facts come from.
        conversation: what questions go to.
        screen: where answers are shown.
        talk: where everything else is shown.
    """

    def __init__(
        self, engine: Engine, conversation: Conversation, screen: Screen, talk: Screen
    ) -> None:
        self._engine = engine
        self._conversation = conversation
        self._screen = screen
        self._talk = talk
        self.finished = False
        self._heard: deque[str] = deque(maxlen=_LATEST)
        self._commands: dict[str, Callable[[str], int]] = {
            "/help": self._help,
            "/sources": self._sources,
            "/more": self._more,
            "/context": self._context,
            "/verify": self._verify,
            "/quit": self._quit,
        }

    def welcome(self) -> None:
        """Say what is loaded, and what could be asked."""
        engine = self._engine
        loaded = say.loaded(engine.sources(), engine.passages(), len(engine.skipped()))
        examples = engine.examples(_EXAMPLES)
        asking = lines(say.EXAMPLES), lines(*examples, look=Look.QUOTE, indent="  ")
        self._talk.show(
            (
                lines(say.INTRODUCTION, loaded),
                *((Group(asking[0].blocks + asking[1].blocks),) if examples else ()),
                lines(say.HINT, look=Look.NOTE),
            )
        )

    def respond(self, line: str) -> int:
        """Show what ``line`` asks for; the number is what it would mean to a shell."""
        while self._heard:
            self.note(self._heard.popleft())
        try:
            if command := _BARE.get(line.strip().casefold()):
                return self._command(command)
            if line.lstrip().startswith("/"):
                return self._command(line.strip())
            if is_citation(line):
                return self._verify(line)
            return self._answer(line)
        except QuotebotError as error:
            return self._refuse(str(error))

    def _answer(self, message: str) -> int:
        code = ANSWERED
        for turn in self._conversation.hear(message):
            self._screen.show(result_page(turn.result))
            code = code if isinstance(turn.result, Answer) else ABSTAINED
        return code

    def hear(self, text: str) -> None:
        """Show ``text`` before the next answer: a line that is being typed stays whole.

        The one method that may be called from another thread.
        """
        self._heard.append(text)

    def note(self, text: str) -> None:
        """Show a line that is no answer."""
        self._talk.show((lines(text, look=Look.NOTE),))

    def _command(self, line: str) -> int:
        name, _, argument = line.partition(" ")
        meant = [known for known in self._commands if known.startswith(name.lower())]
        if len(meant) == 1:
            return self._commands[meant[0]](argument.strip())
        close = difflib.get_close_matches(name.lower(), self._commands, n=1)
        return self._refuse(say.unknown_command(name, close[0] if close else None))

    def _refuse(self, text: str) -> int:
        self.note(text)
        return ERROR

    def _help(self, _argument: str) -> int:
        commands = (labelled(f"{name:10}", purpose) for name, purpose in say.COMMANDS.items())
        self._screen.show((lines(say.HELP), Group(tuple(commands))))
        return ANSWERED

    def _sources(self, word: str) -> int:
        found = [s for s in self._engine.sources() if word.casefold() in s.path.casefold()]
        skipped = [s for s in self._engine.skipped() if word.casefold() in s.path.casefold()]
        listed = [say.source_line(source) for source in found[: say.LISTED_SOURCES]]
        rest = len(found) - len(listed)
        none = say.no_such_source(word) if word else say.NO_SOURCES
        self._screen.show(
            (
                lines(*(listed or [none]), say.more_sources(rest) if rest else ""),
                *((lines(*say.skipped_lines(skipped)),) if skipped else ()),
            )
        )
        return ANSWERED

    def _more(self, _argument: str) -> int:
        if self._conversation.last is None:
            return self._refuse(say.ASK_FIRST)
        answer = self._conversation.more()
        if answer is None:
            self.note(say.NO_MORE)
            return ABSTAINED
        self._screen.show(result_page(answer))
        return ANSWERED

    def _context(self, argument: str) -> int:
        quotes = self._last_quotes()
        if not quotes:
            return self._refuse(say.NO_QUOTE if self._conversation.last else say.ASK_FIRST)
        number = int(argument) if argument.isdecimal() else 1
        if not 1 <= number <= len(quotes):
            return self._refuse(say.no_such_quote(len(quotes)))
        scored = quotes[number - 1]
        if not self._engine.verify(str(cite(scored.quote))).same_file:
            self.note(say.changed_since(scored.quote.document.path))
        self._screen.show((quote_group(scored, self._engine.surroundings(scored)),))
        return ANSWERED

    def _verify(self, token: str) -> int:
        if not token:
            return self._refuse(VERIFY_WHAT)
        found = self._engine.verify(token)
        self._screen.show(verification_page(found))
        return ANSWERED if found.holds else ABSTAINED

    def _last_quotes(self) -> tuple[ScoredQuote, ...]:
        match self._conversation.last:
            case Answer(quotes=quotes):
                return quotes
            case Abstention(nearest=nearest) if nearest:
                return (nearest,)
            case _:
                return ()

    def _quit(self, _argument: str) -> int:
        self.finished = True
        return ANSWERED
