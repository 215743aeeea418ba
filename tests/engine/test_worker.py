"""The worker: one thread, one thing after the other, off the event loop."""

import asyncio
import threading
import time

import pytest

from cchc_scheduler.engine.worker import WorkerThread, run_inline


def fail():
    raise KeyError("x")


def test_work_runs_in_one_other_thread_in_order():
    worker = WorkerThread()
    order: list[int] = []

    def note(number):
        time.sleep(0.01 * (3 - number))
        order.append(number)
        return threading.current_thread().name

    async def all_of_it():
        return await asyncio.gather(*(worker(lambda n=n: note(n)) for n in range(3)))

    names = asyncio.run(all_of_it())
    worker.close()

    assert (order, len(set(names))) == ([0, 1, 2], 1)
    assert threading.current_thread().name not in names


def test_what_work_raises_is_raised_where_it_is_waited_for():
    worker = WorkerThread()

    with pytest.raises(KeyError):
        asyncio.run(worker(fail))

    assert asyncio.run(worker(lambda: 1)) == 1
    worker.close()


def test_the_loop_goes_on_while_the_thread_works():
    worker = WorkerThread()

    async def beats():
        working = asyncio.create_task(worker(lambda: time.sleep(0.2)))
        count = 0
        while not working.done():
            await asyncio.sleep(0.01)
            count += 1
        return count

    assert asyncio.run(beats()) > 1
    worker.close()


def test_closing_waits_for_what_runs():
    worker = WorkerThread()
    done: list[int] = []

    async def start():
        asyncio.get_running_loop().create_task(worker(lambda: (time.sleep(0.1), done.append(1))))
        await asyncio.sleep(0.02)

    asyncio.run(start())
    worker.close()

    assert done == [1]


def test_inline_work_is_done_at_once():
    assert asyncio.run(run_inline(threading.current_thread)) is threading.current_thread()
