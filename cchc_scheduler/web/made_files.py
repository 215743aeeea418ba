"""Files that are made when they are asked for and sent as attachments; nothing of them is kept."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse

from cchc_scheduler.web.download import PLAIN, SANDBOX

# Makes a file in a folder; None when it can't be made.
Maker = Callable[[Path], Path | None]


async def sent_when_made(make: Maker, name: str) -> FileResponse | None:
    """Make one file in a folder of its own, which is gone once the file is sent."""
    folder = Path(tempfile.mkdtemp(prefix="cchc-report-"))
    try:
        path = await run_in_threadpool(make, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if path is None:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return FileResponse(
        path,
        media_type=PLAIN,
        filename=name,
        headers={"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )
