"""What several ask meanwhile is answered by one commit; a fault belongs to those who asked."""

import asyncio

import pytest

from cchc_scheduler.actions.gathered import Gathered
from cchc_scheduler.engine.worker import WorkerThread, run_inline


class Slow:
    """A worker that takes a moment for each work, as a commit does."""

    async def __call__(self, work):
        await asyncio.sleep(0.01)
        return work()


def doubled(batches):
    def work(asked):
        batches.append(list(asked))
        return [each * 2 for each in asked]

    return work


def test_each_gets_the_answer_to_its_own_question():
    batches = []

    async def story():
        gathered = Gathered(Slow(), doubled(batches))
        return await asyncio.gather(*(gathered.ask(number) for number in range(1, 8)))

    assert asyncio.run(story()) == [2, 4, 6, 8, 10, 12, 14]


def test_what_is_asked_during_a_commit_shares_the_next_one():
    batches = []

    async def story():
        gathered = Gathered(Slow(), doubled(batches))
        first = asyncio.create_task(gathered.ask(1))
        await asyncio.sleep(0.005)
        rest = [asyncio.create_task(gathered.ask(number)) for number in (2, 3, 4)]
        await asyncio.gather(first, *rest)

    asyncio.run(story())

    assert batches == [[1], [2, 3, 4]]


def test_in_a_crowd_those_who_come_a_moment_later_join_the_same_commit():
    batches = []

    async def story():
        gathered = Gathered(Slow(), doubled(batches), join_s=0.02)
        first = [asyncio.create_task(gathered.ask(number)) for number in (1, 2)]
        await asyncio.sleep(0.005)
        second = asyncio.create_task(gathered.ask(3))
        await asyncio.gather(*first)
        await asyncio.gather(second, gathered.ask(4))

    asyncio.run(story())

    assert batches == [[1, 2], [3, 4]]


def test_one_question_alone_is_answered_without_waiting_for_others():
    batches = []

    assert asyncio.run(Gathered(run_inline, doubled(batches)).ask(21)) == 42
    assert batches == [[21]]


def test_a_fault_reaches_all_who_asked_and_the_next_are_answered():
    def fail_for_two(asked):
        if 2 in asked:
            raise ValueError("two")
        return asked

    async def story():
        gathered = Gathered(Slow(), fail_for_two)
        lone = asyncio.create_task(gathered.ask(1))
        await asyncio.sleep(0.005)
        failed = await asyncio.gather(gathered.ask(2), gathered.ask(3), return_exceptions=True)
        return await lone, failed, await gathered.ask(4)

    lone, failed, after = asyncio.run(story())

    assert (lone, after) == (1, 4)
    assert [str(each) for each in failed] == ["two", "two"]


def test_too_few_answers_are_a_fault_and_nobody_waits_for_ever():
    async def story():
        gathered = Gathered(run_inline, lambda _asked: [])
        for _ in range(2):
            with pytest.raises(ValueError, match="shorter"):
                await gathered.ask(1)

    asyncio.run(asyncio.wait_for(story(), 1))


def test_one_who_goes_away_takes_no_answer_from_the_others():
    async def story():
        gathered = Gathered(Slow(), lambda asked: asked)
        gone, stays = (asyncio.create_task(gathered.ask(number)) for number in (1, 2))
        await asyncio.sleep(0.005)
        gone.cancel()
        return await stays

    assert asyncio.run(story()) == 2


def test_the_work_is_done_in_the_thread_of_the_store():
    async def story(worker):
        return await Gathered(worker, lambda asked: asked).ask("a")

    worker = WorkerThread()
    try:
        assert asyncio.run(story(worker)) == "a"
    finally:
        worker.close()
