"""Who may ask: closed unless opened, by numeric id, looked up at every message and button.

An owner came through the owner link or was given that role; guests came through an invitation;
`ALLOWED_USERS` lets in people besides, or everybody. In a group a person needs the same right,
and the group an owner who added or allowed it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import AllowedUsers
    from bot.telegram.state import State

DAY = 24 * 3600
LIFETIME = {"owner": 30 * DAY, "guest": DAY}
EVERYONE = "*"


class Role(StrEnum):
    """What a person may do: an owner lets others in as well."""

    OWNER = "owner"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was let in through a link."""

    user_id: int
    name: str
    role: Role


class Access:
    """The rights that `ALLOWED_USERS` and a state file give."""

    def __init__(self, state: State, allowed: AllowedUsers) -> None:
        self._state = state
        self._db = state.db
        self.allowed = allowed

    @property
    def allowed_count(self) -> int | None:
        """How many people `ALLOWED_USERS` names; None is everybody."""
        return None if self.allowed == EVERYONE else len(self.allowed)

    def may_ask(self, user_id: int) -> bool:
        """Whether this person gets answers at all."""
        if self.allowed == EVERYONE or user_id in self.allowed:
            return True
        return self._role(user_id) is not None

    def owns(self, user_id: int) -> bool:
        """Whether this person may let others in."""
        return self._role(user_id) is Role.OWNER

    def has_owner(self) -> bool:
        """Whether anybody owns the bot."""
        query = "SELECT EXISTS (SELECT * FROM people WHERE role = ?)"
        return bool(self._db.execute(query, (Role.OWNER,)).fetchone()[0])

    def new_code(self, role: Role) -> str:
        """A code that gives a role to the first who brings it; an owner's replaces older ones."""
        code = secrets.token_urlsafe(24)
        with self._state.transaction():
            self._db.execute(
                "DELETE FROM codes WHERE expires < ? OR (role = ? AND role = ?)",
                (time.time(), role, Role.OWNER),
            )
            row = (_digest(code), role, time.time() + LIFETIME[role])
            self._db.execute("INSERT INTO codes VALUES (?, ?, ?)", row)
        return code

    def redeem(self, code: str, user_id: int, name: str) -> Role | None:
        """The role that a code gives, once; None where there is no such code (any more).

        Who has that role already, or owns the bot, leaves the code to others.
        """
        digest = _digest(code)
        with self._state.transaction():
            row = self._db.execute(
                "SELECT role FROM codes WHERE digest = ? AND expires > ?", (digest, time.time())
            ).fetchone()
            if row is None:
                return None
            has = self._role(user_id)
            if has and (has is Role.OWNER or has == row[0]):
                return has
            self._db.execute("DELETE FROM codes WHERE digest = ?", (digest,))
            person = (user_id, name, row[0], time.time())
            self._db.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", person)
        return Role(row[0])

    def people(self) -> list[Person]:
        """Everybody who came through a link, owners first."""
        rows = self._db.execute(
            "SELECT user_id, name, role FROM people ORDER BY role DESC, since"
        ).fetchall()
        return [Person(user_id, name, Role(role)) for user_id, name, role in rows]

    def remove(self, user_id: int) -> bool:
        """Take a guest's right away; False where there is no such guest."""
        done = self._db.execute(
            "DELETE FROM people WHERE user_id = ? AND role = ?", (user_id, Role.GUEST)
        )
        return done.rowcount == 1

    def allows_group(self, chat_id: int) -> bool:
        """Whether an owner let the bot speak in this group."""
        query = "SELECT EXISTS (SELECT * FROM groups WHERE chat_id = ?)"
        return bool(self._db.execute(query, (chat_id,)).fetchone()[0])

    def allow_group(self, chat_id: int, title: str) -> None:
        """Let the bot speak in a group."""
        row = (chat_id, title, time.time())
        self._db.execute("INSERT OR REPLACE INTO groups VALUES (?, ?, ?)", row)

    def forget_group(self, chat_id: int) -> None:
        """The bot has left a group: coming back needs an owner again."""
        self._db.execute("DELETE FROM groups WHERE chat_id = ?", (chat_id,))

    def move_group(self, old: int, new: int) -> None:
        """A group became a supergroup, with another id."""
        self._db.execute("UPDATE OR REPLACE groups SET chat_id = ? WHERE chat_id = ?", (new, old))

    def _role(self, user_id: int) -> Role | None:
        query = "SELECT role FROM people WHERE user_id = ?"
        row = self._db.execute(query, (user_id,)).fetchone()
        return Role(row[0]) if row else None


def _digest(code: str) -> bytes:
    # 24 random bytes need no salt; the file then shows nothing that opens a door.
    return hashlib.sha256(code.encode()).digest()
