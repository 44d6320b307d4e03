"""What the monitor survives: parsers that hang, crash, eat memory or fail."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monitor.errors import ExtractError
from monitor.extract.worker import Inline, Pool

ROOT = Path(__file__).parents[2]


def double(number: int) -> int:
    return 2 * number


def child() -> int:
    return os.getpid()


def hang() -> None:
    signal.pause()


def burn() -> None:
    while True:
        pass


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def eat() -> int:
    return len(bytearray(1024 * 1024 * 1024))


def nest(depth: int = 0) -> int:
    return nest(depth + 1)


def fail() -> None:
    raise ExtractError("https://paper.example/a", "no article text found")


def stumble() -> None:
    raise KeyError("a bug of ours")


def limits() -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CORE)[0]


def held_files() -> list[str]:
    found = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(link.readlink()))
        except OSError:
            continue
    return found


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    opened = Pool(1, time_limit=20, cpu_limit=1, memory_limit=512 * 1024 * 1024)
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", ["inline", "pool"])
async def test_answer_is_that_of_the_function(kind: str) -> None:
    workers = Inline() if kind == "inline" else Pool(1)

    assert await workers.run(double, 21) == 42

    workers.close()


async def test_work_is_done_in_another_process(pool: Pool) -> None:
    assert await pool.run(child) != os.getpid()


async def test_children_hold_no_file_of_the_parent(pool: Pool, tmp_path: Path) -> None:
    with (tmp_path / "archive.db").open("w"):
        files = await pool.run(held_files)

    assert not any("archive.db" in name for name in files)


async def test_a_task_that_hangs_is_stopped() -> None:
    pool = Pool(1, time_limit=0.3)
    await pool.run(double, 1)

    with pytest.raises(ExtractError, match=r"not read within 0\.3 s"):
        await pool.run(hang)

    assert await pool.run(double, 2) == 4
    pool.close()


@pytest.mark.slow
async def test_a_task_that_burns_the_processor_is_stopped(pool: Pool) -> None:
    with pytest.raises(ExtractError, match="processor time"):
        await pool.run(burn)

    assert await pool.run(double, 2) == 4


@pytest.mark.parametrize(
    ("number", "said"), [(signal.SIGSEGV, "SIGSEGV"), (signal.SIGKILL, "killed by the system")]
)
async def test_a_crash_is_an_expected_failure(pool: Pool, number: int, said: str) -> None:
    with pytest.raises(ExtractError, match=f"{said}|died twice"):
        await pool.run(die, number)

    assert await pool.run(double, 2) == 4


async def test_healthy_tasks_beside_a_crash_are_answered(pool: Pool) -> None:
    tasks = [pool.run(double, n) for n in range(10)]

    *answers, crash = await asyncio.gather(
        *tasks, pool.run(die, signal.SIGSEGV), return_exceptions=True
    )

    assert answers == [2 * n for n in range(10)]
    assert isinstance(crash, ExtractError)


async def test_too_much_memory_is_an_expected_failure(pool: Pool) -> None:
    with pytest.raises(ExtractError, match="memory"):
        await pool.run(eat)


async def test_too_deep_nesting_is_an_expected_failure(pool: Pool) -> None:
    with pytest.raises(ExtractError, match="nested too deeply"):
        await pool.run(nest)


async def test_a_failure_of_extraction_keeps_its_facts(pool: Pool) -> None:
    with pytest.raises(ExtractError) as caught:
        await pool.run(fail)

    assert (caught.value.url, caught.value.reason) == (
        "https://paper.example/a",
        "no article text found",
    )


async def test_a_bug_passes_through_with_its_traceback(pool: Pool) -> None:
    with pytest.raises(KeyError, match="a bug of ours") as caught:
        await pool.run(stumble)

    assert "in stumble" in str(caught.value.__cause__)


async def test_children_are_limited(pool: Pool) -> None:
    assert await pool.run(limits) == (512 * 1024 * 1024, 0)


async def test_a_child_is_replaced_after_its_tasks() -> None:
    pool = Pool(1, max_tasks=2)

    children = [await pool.run(child) for _ in range(4)]

    assert len(set(children)) == 2
    pool.close()


async def test_closing_does_not_wait_for_a_hanging_task() -> None:
    pool = Pool(1)
    await pool.run(double, 1)
    hanging = asyncio.ensure_future(pool.run(hang))
    await asyncio.sleep(0)
    began = time.monotonic()

    pool.close()

    assert time.monotonic() - began < 10
    hanging.cancel()


_PROGRAM = """
import asyncio, signal, sys
from monitor.extract.worker import Pool

async def main():
    pool = Pool(2)
    try:
        print(await pool.run(abs, -1), flush=True)
        await pool.run(signal.pause)
    finally:
        pool.close()

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(130)
"""


def test_interrupt_leaves_no_traceback_of_children(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)
    with subprocess.Popen(
        [sys.executable, program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "1\n"

        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert (process.returncode, errors) == (130, "")
