"""Parsers in processes that can be stopped: no page can stall or kill the monitor."""

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from typing import Any, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from monitor.errors import ExtractError

Result = TypeVar("Result")

TIME_LIMIT = 30.0
"""Seconds a task may take. The slowest of 258 hostile PDFs took 0.9 s, a page of 100,000 attributes
over 60 s; a report of 2,000 pages about 10 s."""
CPU_LIMIT = 25
"""Seconds of processor a task may take: the net below the time limit, if the parent stalls."""
MEMORY_LIMIT = 1536 * 1024 * 1024
"""Bytes of address space. 300,000 links took 741 MB in the extractor; libraries map 300 MB more."""
MAX_TASKS = 500
"""After so many tasks a child is replaced, so that leaks of the C libraries stay bounded."""

# Imported once, in the server from which all children are forked: a child then starts in
# milliseconds where the parsers take a second to import.
_PRELOADED = [
    "monitor.extract.worker",
    "monitor.extract.read",
    "monitor.extract.landing",
    "monitor.extract.entries",
]


@dataclass(frozen=True, slots=True)
class _Failed:
    """An expected failure on its way home: ExtractError, with two arguments, is not for pickle."""

    url: str
    reason: str


class Inline:
    """Runs parsers here and now, without limits: for tests."""

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """Return ``function(*args)``.

        Raises:
            ExtractError: As *function* raises it.
        """
        return function(*args)

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


class Pool:
    """Runs parsers in *workers* processes with limits of time and memory.

    The processes come from a fork server that is started fresh: they inherit no database handle, no
    socket and no thread of ours.
    """

    def __init__(
        self,
        workers: int,
        *,
        time_limit: float = TIME_LIMIT,
        cpu_limit: int = CPU_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
        max_tasks: int = MAX_TASKS,
    ) -> None:
        self._workers = max(1, workers)
        self._time_limit = time_limit
        self._cpu_limit = cpu_limit
        self._memory_limit = memory_limit
        self._max_tasks = max_tasks
        self._closed = False
        self._pool = self._started()

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """Return ``function(*args)``, computed in another process.

        Any exception but those below passes through, with the child's traceback as its cause.

        Raises:
            ExtractError: As *function* raises it; or it took too long or too much, or crashed.
        """
        url = str(getattr(args[0], "url", function.__name__)) if args else function.__name__
        try:
            answer = await self._answer(function, args)
        except BrokenProcessPool:
            # A child that dies before it reports its task breaks the pool for all others too, so
            # each gets a second chance in a new one.
            try:
                answer = await self._answer(function, args)
            except BrokenProcessPool as fault:
                raise ExtractError(url, "the parser's process died twice") from fault
        except TimeoutError as fault:
            reason = f"not read within {self._time_limit:g} s; the parser was stopped"
            raise ExtractError(url, reason) from fault
        except ProcessExpired as fault:
            raise ExtractError(url, self._cause_of_death(fault.exitcode)) from fault
        if isinstance(answer, _Failed):
            raise ExtractError(answer.url or url, answer.reason)
        return cast(Result, answer)

    def close(self) -> None:
        """End the processes, finished or not."""
        self._closed = True
        _stop(self._pool)

    async def _answer(self, function: Callable[..., Result], args: tuple[Any, ...]) -> Any:
        """Return what the child sent.

        Raises:
            BrokenProcessPool: The pool broke; it has been replaced.
        """
        pool = self._pool
        try:
            future = pool.schedule(
                _shielded, args=[self._cpu_limit, function, *args], timeout=self._time_limit
            )
        except RuntimeError as fault:  # broken since the last task
            await self._replace(pool)
            raise BrokenProcessPool from fault
        try:
            return await asyncio.wrap_future(future)
        except BrokenProcessPool:
            await self._replace(pool)
            raise

    async def _replace(self, broken: ProcessPool) -> None:
        if self._closed:
            raise RuntimeError("the pool is closed")
        if self._pool is broken:
            self._pool = self._started()
            await asyncio.to_thread(_stop, broken)

    def _started(self) -> ProcessPool:
        _start_server()
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=self._max_tasks,
            initializer=_limit_memory,
            initargs=[self._memory_limit],
            context=multiprocessing.get_context("forkserver"),
        )

    def _cause_of_death(self, exit_code: int | None) -> str:
        number = -(exit_code or 0)
        if number == signal.SIGXCPU:
            return f"took more than {self._cpu_limit} s of processor time; the parser was stopped"
        if number == signal.SIGKILL:
            return "the parser was killed by the system, most likely for want of memory"
        names = {known.value: known.name for known in signal.Signals}
        return f"the parser crashed ({names.get(number, f'code {exit_code}')})"


def _start_server() -> None:
    """Start the fork server, once a program, with SIGINT blocked.

    Its children inherit the mask, so Ctrl-C in a terminal reaches the monitor alone and no child
    prints a traceback. The resource tracker lifts the mask when it starts, so it goes first.
    """
    multiprocessing.set_forkserver_preload(_PRELOADED)
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _limit_memory(limit: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _shielded(cpu_limit: int, function: Callable[..., Any], *args: Any) -> Any:
    """Call *function* in the child; expected failures come back as values."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    # The limit counts the child's whole life, so it moves on with every task.
    allowed = int(usage.ru_utime + usage.ru_stime) + 1 + cpu_limit
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or allowed <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
    try:
        return function(*args)
    except ExtractError as fault:
        return _Failed(fault.url, fault.reason)
    except MemoryError:
        return _Failed("", "needs more memory than a parser may have")
    except RecursionError:
        return _Failed("", "is nested too deeply to be read")
