"""Settings: the environment over the folder's settings.yaml over defaults.

docs/settings.md has one table of them all. What a variable would be that we do not know is an
error, not a wish: a misspelt limit is no limit.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from monitor import __version__
from monitor.errors import SettingsError, SourceError

PREFIX = "MONITOR_"
IGNORED = ("MONITOR_HOME", "MONITOR_DATA", "MONITOR_SHARED")
"""The first is the command line's, the others are the tests'."""
FILE = "settings.yaml"
_MEGABYTE = 1_000_000
_YEARS = range(1900, 2200)


def _contact(told: object) -> object:
    # It becomes part of a header, in parentheses (RFC 9110, 5.6.5).
    if isinstance(told, str) and not re.fullmatch(r"[ -'*-~]{0,200}", told.strip()):
        raise ValueError(
            "may have up to 200 letters, digits and signs of plain ASCII, without parentheses; "
            "write an e-mail address or a web page"
        )
    return told


def _networks(told: object) -> object:
    parts = re.split(r"[\s,]+", told.strip()) if isinstance(told, str) else told
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError("is not a list of networks; write it such as [127.0.0.0/8]")
    for part in parts:
        try:
            ip_network(part)
        except ValueError:
            raise ValueError(f"“{part}” is not a network; write it such as 127.0.0.0/8") from None
    return tuple(parts)


def _hosts(told: object) -> object:
    parts = re.split(r"[\s,]+", told.strip()) if isinstance(told, str) else told
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError("is not a list of names; write it such as [archive.example.org]")
    for part in parts:
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", part, re.IGNORECASE):
            raise ValueError(f"“{part}” is not a name; write it such as archive.example.org")
    return tuple(part.lower() for part in parts)


def _site(told: object) -> object:
    if told in ("", None):
        return ""
    if not isinstance(told, str) or not re.fullmatch(
        r"https?://[^\s/?#@\"<>]+(/[^\s?#\"<>]*)?", told
    ):
        raise ValueError(
            f"“{told}” is not a web address; write it such as https://archive.example.org/"
        )
    return told if told.endswith("/") else f"{told}/"


def _service(told: object) -> object:
    if told in ("", None):
        return ""
    parts = urlsplit(told.strip()) if isinstance(told, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"“{told}” is no web address; write it such as https://example.org/save/")
    return str(told).strip()


def _moment(told: object) -> object:
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        raise ValueError(f"“{told}” is not a time; write it such as 2026-11-24T07:00Z") from None
    if at.year not in _YEARS:  # near the calendar's ends there is no yesterday, or no tomorrow
        raise ValueError(f"“{told}” is not a time from {_YEARS[0]} to {_YEARS[-1]}")
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _upper(told: object) -> object:
    return told.upper() if isinstance(told, str) else told


class Settings(BaseModel):
    """What an operator may set, and where the project folder keeps its things."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    home: Path
    contact: Annotated[str, BeforeValidator(_contact)] = ""
    allow_networks: Annotated[tuple[str, ...], BeforeValidator(_networks)] = ()
    now: Annotated[datetime | None, BeforeValidator(_moment)] = None
    reviewer: Annotated[str, Field(max_length=200)] = ""
    pace: Annotated[float, Field(ge=0, le=3600)] = 3.0
    deadline: Annotated[float, Field(ge=1, le=3600)] = 60.0
    max_page_mb: Annotated[float, Field(gt=0, le=1000)] = 10.0
    max_report_mb: Annotated[float, Field(gt=0, le=1000)] = 50.0
    keep_evidence_days: Annotated[int, Field(ge=0, le=36_500)] = 180
    archive_to: Annotated[str, BeforeValidator(_service)] = ""
    timestamp_url: Annotated[str, BeforeValidator(_service)] = ""
    timestamp_root: Annotated[str, Field(max_length=1000)] = ""
    ocr: Literal["auto", "off"] = "auto"
    ocr_pages: Annotated[int, Field(ge=1, le=500)] = 20
    concurrency: Annotated[int, Field(ge=1, le=100)] = 8
    workers: Annotated[int, Field(ge=1, le=100)] = 2
    web_hosts: Annotated[tuple[str, ...], BeforeValidator(_hosts)] = ()
    web_access: Literal["auto", "token", "open"] = "auto"
    web_rate: Annotated[int, Field(ge=0, le=1_000_000)] = 600
    web_url: Annotated[str, BeforeValidator(_site)] = ""
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(_upper)
    ] = "WARNING"

    @property
    def user_agent(self) -> str:
        """Who asks, for a site's log; without contact nobody can write to us."""
        name = f"news-report-monitor/{__version__}"
        return f"{name} (+{self.contact.strip()})" if self.contact.strip() else name

    @property
    def max_page_bytes(self) -> int:
        """More is refused for feeds, listings and pages."""
        return int(self.max_page_mb * _MEGABYTE)

    @property
    def max_report_bytes(self) -> int:
        """More is refused for PDF reports."""
        return int(self.max_report_mb * _MEGABYTE)

    @property
    def sources_path(self) -> Path:
        """What is watched."""
        return self.home / "sources.yaml"

    @property
    def database_path(self) -> Path:
        """The archive."""
        return self.home / "monitor.db"

    @property
    def digests_path(self) -> Path:
        """Issues, to be shown to the world."""
        return self.home / "digests"

    @property
    def evidence_path(self) -> Path:
        """Bytes as received."""
        return self.home / "evidence"

    @property
    def index_path(self) -> Path:
        """The search index; may be thrown away."""
        return self.home / "index"

    @property
    def learned_path(self) -> Path:
        """What was learned of people's decisions."""
        return self.index_path.with_name("learned.skops")

    @property
    def timestamp_roots(self) -> bytes:
        """The certificates of time stamp authorities that are trusted; empty where none is set.

        Raises:
            SettingsError: The file cannot be read.
        """
        if not self.timestamp_root:
            return b""
        path = self.home / self.timestamp_root
        try:
            return path.read_bytes()
        except OSError as fault:
            raise SettingsError(
                f"timestamp_root: {path} cannot be read ({fault.strerror}); name the file with the "
                "authority's root certificate (PEM)"
            ) from fault

    @property
    def lock_path(self) -> Path:
        """Held by whoever writes."""
        return self.home / "monitor.lock"


NAMES = tuple(name for name in Settings.model_fields if name != "home")


def load(home: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings of the project folder *home*.

    Raises:
        SettingsError: *home* is no folder, or a setting is unknown or cannot have its value.
    """
    if not home.is_dir():
        raise SettingsError(f"{home}: is not a folder; monitor init {home} lays one out")
    told, origins = _file(home / FILE)
    for variable, value in _variables(environ):
        name = variable.removeprefix(PREFIX).lower()
        told[name], origins[name] = value, variable
    try:
        return Settings.model_validate({**told, "home": home})
    except ValidationError as fault:
        error = fault.errors(include_url=False)[0]
        raise SettingsError(f"{origins[str(error['loc'][0])]}: {_fact(error)}") from None


def _variables(environ: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the variables that set something; an empty one does not."""
    ours = sorted(name for name in environ if name.startswith(PREFIX) and name not in IGNORED)
    for name in ours:
        setting = name.removeprefix(PREFIX).lower()
        if setting not in NAMES or name != _variable(setting):
            raise SettingsError(f"{name}: {_unknown(setting, _variable)}")
    return [(name, environ[name]) for name in ours if environ[name].strip()]


def _file(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values that *path* sets, and where each stands."""
    text = _text(path)
    if text is None:
        return {}, {}
    # Imported where there is such a file: YAML costs as much to import as all the rest of this.
    from monitor.source.lines import read

    try:
        document = read(text, str(path))
    except SourceError as fault:
        raise SettingsError(str(fault)) from fault
    told = {} if document.value is None else document.value
    if not isinstance(told, dict):
        raise SettingsError(f"{path}:1: is not key: value on each line; see docs/settings.md")
    doubled = document.doubled()
    if doubled:
        raise SettingsError(f"{path}:{doubled[1]}: {doubled[0]} is set twice; remove one of them")
    places = {name: f"{path}:{document.line(name)}: {name}" for name in told}
    for name in told:
        if name == "now":
            reason = "would stop the clock for good; set MONITOR_NOW for one command instead"
            raise SettingsError(f"{places[name]}: {reason}")
        if name not in NAMES:
            raise SettingsError(f"{places[name]}: {_unknown(name)}")
    return {name: value for name, value in told.items() if value is not None}, places


def _text(path: Path) -> str | None:
    """Return what *path* holds, None where it is not there."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except OSError as fault:
        reason = f"cannot be read ({fault.strerror}); check that it is a file you may read"
        raise SettingsError(f"{path}: {reason}") from fault


def _unknown(name: str, shown: Callable[[str], str] = str) -> str:
    """Return that there is no setting *name*, and which was probably meant."""
    close = get_close_matches(name, NAMES, n=1)
    if close:
        return f"there is no such setting; did you mean {shown(close[0])}?"
    return f"there is no such setting; there are {', '.join(map(shown, NAMES))}"


def _variable(name: str) -> str:
    return PREFIX + name.upper()


_FACTS = {
    "int_parsing": "“{told}” is not a whole number; write for example 2",
    "int_from_float": "“{told}” is not a whole number; write for example 2",
    "float_parsing": "“{told}” is not a number; write for example 2.5",
    "finite_number": "“{told}” is not a number; write for example 2.5",
    "greater_than_equal": "“{told}” is too small; write {ge:g} or more",
    "greater_than": "“{told}” is too small; write more than {gt:g}",
    "less_than_equal": "“{told}” is too large; write {le:g} or less",
    "literal_error": "“{told}” is not one of {expected}",
}


def _fact(error: ErrorDetails) -> str:
    told, context = error["input"], error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context["error"])
    if error["type"] in _FACTS and isinstance(told, str):
        return _FACTS[error["type"]].format(told=" ".join(told.split())[:80], **context)
    return "must be a single value, not a list; see docs/settings.md"
