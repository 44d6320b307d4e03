"""The environment over the file over the defaults; whatever is misspelt is refused."""

import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import __version__
from monitor.errors import SettingsError
from monitor.settings import NAMES, Settings, load

ROOT = Path(__file__).parent.parent


def complaint(home: Path, file: str = "", **environ: str) -> str:
    (home / "settings.yaml").write_text(file, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load(home, environ)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_empty_folder_has_the_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path, {})

    assert settings == Settings(home=tmp_path)
    assert settings.now is None
    assert settings.allow_networks == ()
    assert settings.user_agent == f"news-report-monitor/{__version__}"


def test_environment_is_over_file_is_over_defaults(tmp_path: Path) -> None:
    file = "contact: me@example.org\npace: 5\nworkers: 3\nlog_level: info\n"
    (tmp_path / "settings.yaml").write_text(file, encoding="utf-8")

    settings = load(tmp_path, {"MONITOR_PACE": "7.5", "MONITOR_WORKERS": " ", "OTHER_PACE": "x"})

    assert (settings.pace, settings.workers, settings.concurrency) == (7.5, 3, 8)
    assert settings.log_level == "INFO"


def test_every_setting_can_be_set_by_environment(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        {
            "MONITOR_CONTACT": "https://example.org/monitor",
            "MONITOR_ALLOW_NETWORKS": "127.0.0.0/8, ::1/128",
            "MONITOR_NOW": "2026-11-24T07:00",
            "MONITOR_REVIEWER": "Ada",
            "MONITOR_PACE": "0",
            "MONITOR_DEADLINE": "5",
            "MONITOR_KEEP_EVIDENCE_DAYS": "30",
            "MONITOR_ARCHIVE_TO": "https://archive.example/save/",
            "MONITOR_TIMESTAMP_URL": "https://stamps.example/",
            "MONITOR_TIMESTAMP_ROOT": "root.pem",
            "MONITOR_MAX_PAGE_MB": "0.5",
            "MONITOR_MAX_REPORT_MB": "20",
            "MONITOR_OCR": "off",
            "MONITOR_OCR_PAGES": "5",
            "MONITOR_CONCURRENCY": "4",
            "MONITOR_WORKERS": "1",
            "MONITOR_WEB_HOSTS": "archive.example.org, news.example.org",
            "MONITOR_WEB_ACCESS": "token",
            "MONITOR_WEB_RATE": "60",
            "MONITOR_WEB_URL": "https://archive.example.org",
            "MONITOR_LOG_LEVEL": "debug",
        },
    )

    unset = Settings(home=tmp_path)
    assert all(getattr(settings, name) != getattr(unset, name) for name in NAMES)
    assert settings.allow_networks == ("127.0.0.0/8", "::1/128")
    assert (settings.max_page_bytes, settings.max_report_bytes) == (500_000, 20_000_000)


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2026-11-24T07:00", datetime(2026, 11, 24, 7, tzinfo=UTC)),
        ("2026-11-24T07:00Z", datetime(2026, 11, 24, 7, tzinfo=UTC)),
        ("2026-11-24T07:00:00+02:00", datetime(2026, 11, 24, 5, tzinfo=UTC)),
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
    ],
)
def test_now_is_utc_wherever_the_machine_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, at: datetime
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        now = load(tmp_path, {"MONITOR_NOW": told}).now
    time.tzset()

    assert now == at
    assert now.tzinfo is UTC


def test_user_agent_says_whom_to_write_to(tmp_path: Path) -> None:
    agent = load(tmp_path, {"MONITOR_CONTACT": "me@example.org"}).user_agent

    assert agent == f"news-report-monitor/{__version__} (+me@example.org)"


def test_names_of_the_command_line_and_of_the_tests_are_left_to_them(tmp_path: Path) -> None:
    environ = {"MONITOR_HOME": "x", "MONITOR_DATA": "x", "MONITOR_SHARED": "x"}

    assert load(tmp_path, environ) == Settings(home=tmp_path)


def test_everything_lies_in_the_project_folder(tmp_path: Path) -> None:
    settings = load(tmp_path, {})
    paths = [
        settings.sources_path,
        settings.database_path,
        settings.digests_path,
        settings.evidence_path,
        settings.index_path,
        settings.lock_path,
    ]

    assert {path.parent for path in paths} == {tmp_path}
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("MONITOR_PACEE", "2", "there is no such setting; did you mean MONITOR_PACE?"),
        ("MONITOR_BOGUS", "2", "there are MONITOR_CONTACT, "),
        ("MONITOR_PACE", "fast", "“fast” is not a number"),
        ("MONITOR_PACE", "nan", "“nan” is not a number"),
        ("MONITOR_PACE", "-1", "“-1” is too small; write 0 or more"),
        ("MONITOR_DEADLINE", "99999", "“99999” is too large; write 3600 or less"),
        ("MONITOR_MAX_PAGE_MB", "0", "“0” is too small; write more than 0"),
        ("MONITOR_WORKERS", "two", "“two” is not a whole number"),
        ("MONITOR_WORKERS", "1.5", "“1.5” is not a whole number"),
        ("MONITOR_LOG_LEVEL", "loud", "is not one of 'DEBUG', 'INFO'"),
        ("MONITOR_NOW", "yesterday", "“yesterday” is not a time"),
        ("MONITOR_NOW", "9999-12-31T23:59Z", "is not a time from 1900 to 2199"),
        ("MONITOR_NOW", "0001-01-01", "is not a time from 1900 to 2199"),
        ("MONITOR_ALLOW_NETWORKS", "localhost", "“localhost” is not a network"),
        ("MONITOR_ALLOW_NETWORKS", "127.0.0.1/8", "is not a network"),
        ("MONITOR_CONTACT", "me\r\nX-Evil: 1", "without parentheses; write an e-mail address"),
        ("MONITOR_CONTACT", "me (at home)", "without parentheses"),
        ("MONITOR_CONTACT", "mé@example.org", "plain ASCII"),
    ],
)
def test_bad_variable_is_named(tmp_path: Path, variable: str, value: str, said: str) -> None:
    told = complaint(tmp_path, **{variable: value})

    assert told.startswith(f"{variable}: ")
    assert said in told


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("contact: a\npaec: 2\n", 2, "paec: there is no such setting; did you mean pace?"),
        ("\npace: fast\n", 2, "pace: “fast” is not a number"),
        ("pace: [1]\n", 1, "pace: must be a single value"),
        ("allow_networks: [[1]]\n", 1, "is not a list of networks"),
        ("allow_networks: {a: b}\n", 1, "is not a list of networks"),
        ("pace: 1\npace: 2\n", 2, "pace is set twice"),
        ("now: 2026-11-24\n", 1, "would stop the clock for good"),
        ("home: /elsewhere\n", 1, "home: there is no such setting"),
        ("- pace\n", 1, "is not key: value on each line"),
        ("pace: 1: 2\n", 1, "cannot be read as YAML"),
    ],
)
def test_bad_line_of_the_file_is_named(tmp_path: Path, file: str, line: int, said: str) -> None:
    told = complaint(tmp_path, file)

    assert told.startswith(f"{tmp_path / 'settings.yaml'}:{line}: ")
    assert said in told


def test_file_of_comments_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("# contact:\n", encoding="utf-8")

    assert load(tmp_path, {}) == Settings(home=tmp_path)


def test_list_of_networks_is_read_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("allow_networks: [10.0.0.0/8]\n", encoding="utf-8")

    assert load(tmp_path, {}).allow_networks == ("10.0.0.0/8",)


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").mkdir()

    with pytest.raises(SettingsError, match=r"settings\.yaml: cannot be read"):
        load(tmp_path, {})


def test_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_bytes(b"contact: caf\xe9\n")

    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load(tmp_path, {})


def test_missing_folder_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="monitor init"):
        load(tmp_path / "nowhere", {})


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load(tmp_path, {}).pace = 0  # type: ignore[misc]


@pytest.mark.parametrize("name", NAMES)
def test_setting_is_documented_with_its_variable_and_default(name: str) -> None:
    rows = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"| `{name}` ")]
    default = Settings.model_fields[name].default

    assert f"`MONITOR_{name.upper()}`" in row
    if isinstance(default, int | float | str) and default:
        assert f"| `{default:g}` |" in row if not isinstance(default, str) else default in row


def test_documentation_names_no_setting_that_is_gone() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    known = {*NAMES, "home", "data", "shared"}

    assert {name.lower() for name in re.findall(r"MONITOR_([A-Z_]+)", page)} <= known


def test_settings_import_nothing_heavy_but_pydantic() -> None:
    code = (
        "import sys, monitor.settings\n"
        "print(sorted({'ruamel', 'lark', 'httpx', 'sqlalchemy', 'numpy'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
