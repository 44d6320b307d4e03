"""The lower line of the way: a week's stories → one stored record → files in digests/."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.archive.store import Archive
from monitor.delivery.folder import publish
from monitor.digest import record
from monitor.digest.compose import compose
from monitor.digest.material import Material, StoryMaterial, Told
from monitor.digest.render import index, name_of, render
from monitor.errors import DeliveryError, SettingsError
from monitor.model.digest import Correction, Coverage, Digest
from monitor.model.document import Document
from monitor.model.story import Placement, Role
from monitor.model.verdict import Verdict
from monitor.model.watchlist import Edition, Watchlist
from monitor.model.week import Week
from monitor.pipeline.coverage import coverage
from monitor.schedule_rules import missed
from monitor.summary.figures import figures
from monitor.summary.grounding import untraceable
from monitor.summary.story import summarise
from monitor.text.clip import clip

Member = tuple[Document, Verdict, Placement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of making an issue."""

    sentence: str
    """One line for a person."""
    paths: tuple[Path, ...]
