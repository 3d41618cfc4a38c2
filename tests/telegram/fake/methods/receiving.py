"""getUpdates, the webhook's settings, and getFile: what comes to the bot."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.telegram.fake.inbox import Webhook
from tests.telegram.fake.refusal import RefusedError, bad_request, too_many_requests

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PORTS = {None, 443, 80, 88, 8443}
MOST_CONNECTIONS = 100
DOWNLOAD_BYTES = 20 << 20


async def get_updates(
    world: World,
    *,
    offset: int = 0,
    limit: int = 100,
    timeout: int = 0,  # noqa: ASYNC109  # the Bot API's own
    allowed_updates: list[Any] | None = None,
) -> list[Json]:
    if world.inbox.webhook.url:
        raise RefusedError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    world.inbox.allow(allowed_updates)
    return await world.inbox.poll(offset, limit, timeout)


def set_webhook(
    world: World,
    *,
    url: str,
    secret_token: str = "",
    max_connections: int = 40,
    allowed_updates: list[Any] | None = None,
    drop_pending_updates: bool = False,
) -> bool:
    if not url:
        return delete_webhook(world, drop_pending_updates=drop_pending_updates)
    _require_public(url)
    if secret_token and not SECRET.fullmatch(secret_token):
        raise bad_request("secret token contains unallowed characters")
    now = time.monotonic()
    if now < world.inbox.webhook.set_at + 1:
        raise too_many_requests(1)
    connections = max_connections if 1 <= max_connections <= MOST_CONNECTIONS else 40
    world.inbox.webhook = Webhook(url, secret_token, connections, now)
    world.inbox.allow(allowed_updates)
    return _forget(world, drop_pending_updates=drop_pending_updates)


def delete_webhook(world: World, *, drop_pending_updates: bool = False) -> bool:
    world.inbox.webhook = Webhook()
    return _forget(world, drop_pending_updates=drop_pending_updates)


def get_webhook_info(world: World) -> Json:
    webhook = world.inbox.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.inbox.pending),
        "max_connections": webhook.max_connections,
        "allowed_updates": sorted(world.inbox.allowed),
    }
    if webhook.last_error:
        info["last_error_date"], info["last_error_message"] = webhook.last_error
    return info


def get_file(world: World, *, file_id: str) -> Json:
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    file.path = f"documents/{file.id}"
    return file.json() | {"file_path": file.path}


def _require_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in PORTS:
        words = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise bad_request(f"bad webhook: {words}")


def _forget(world: World, *, drop_pending_updates: bool) -> bool:
    if drop_pending_updates:
        world.inbox.confirm(world.inbox.pending)
    world.inbox.wake()
    return True


METHODS = (get_updates, set_webhook, delete_webhook, get_webhook_info, get_file)
