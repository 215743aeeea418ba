"""Who asks is told by the connection; only a proxy on this machine may say otherwise."""

import asyncio

import pytest

from cchc_scheduler.engine import running
from cchc_scheduler.engine.guard import JobGuard


@pytest.mark.parametrize(
    ("connected", "said", "seen"),
    [
        ("198.51.100.7", "203.0.113.1", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.1", "203.0.113.1"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.1", "203.0.113.1"),
    ],
    ids=["a stranger is not believed", "the proxy is", "what the proxy was told is not"],
)
def test_only_a_proxy_on_this_machine_says_who_asks(service, monkeypatch, connected, said, seen):
    asked = []

    async def pages(scope, _receive, _send):
        asked.append(scope["client"][0])

    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setattr(running, "application", lambda *_: pages)
    config = running._web(service, JobGuard(service), (), None).config
    config.load()
    scope = {
        "type": "http",
        "client": (connected, 9),
        "headers": [(b"x-forwarded-for", said.encode())],
        "scheme": "http",
    }

    asyncio.run(config.loaded_app(scope, None, None))

    assert asked == [seen]
