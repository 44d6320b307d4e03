"""What a report recommends and counts, as show prints it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from monitor.cli.terminal import plain, wide

if TYPE_CHECKING:
    from monitor.model.document import Document
    from monitor.model.summary import Sentence

FEW = 3
"""Of each, where the whole document is shown."""


def points(document: "Document", most: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """Return recommendations and key figures of *document*, best first, as its rights allow."""
    from monitor.model.document import DocumentKind
    from monitor.summary.figures import figures
    from monitor.summary.recommendations import recommendations
    from monitor.text.rights import fitting

    if document.kind is not DocumentKind.REPORT or not document.quotable:
        return {"recommendations": [], "figures": []}
    asked = [(each, "") for each in recommendations(document)[:most]]
    counted = [(each.sentence, each.value) for each in figures((document,))[:most]]
    found = [*asked, *counted]
    fits = fitting(document, (sentence.text for sentence, _ in found))
    kept = [each for each, may in zip(found, fits, strict=True) if may]
    return {
        "recommendations": [_told(sentence) for sentence, value in kept if not value],
        "figures": [{"value": value, **_told(sentence)} for sentence, value in kept if value],
    }


def shown(told: dict[str, list[dict[str, Any]]], names: Sequence[str]) -> str:
    """Return the lists called *names* for a terminal, empty ones said so."""
    return "\n\n".join(f"{_HEADS[name]}:\n{_listed(told[name])}" for name in names)


_HEADS = {"recommendations": "Recommendations", "figures": "Key figures"}


def _listed(told: Iterable[dict[str, Any]]) -> str:
    import textwrap

    lines = []
    for each in told:
        value = f"{each['value']}: " if "value" in each else ""
        page = f" (p. {each['page']})" if each["page"] is not None else ""
        text = f"{value}“{plain(' '.join(each['text'].split()))}”{page}"
        lines.append(
            textwrap.fill(
                text, wide(), initial_indent="- ", subsequent_indent="  ", break_long_words=False
            )
        )
    return "\n".join(lines) or "- none found"


def _told(sentence: "Sentence") -> dict[str, Any]:
    return {
        "text": sentence.text,
        "page": sentence.page,
        "start": sentence.start,
        "end": sentence.end,
    }
