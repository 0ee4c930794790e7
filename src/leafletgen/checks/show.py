"""Findings as text: for terminals, for GitHub, as JSON. Right-to-left snippets stay readable everywhere."""

from __future__ import annotations

import json
import re
from collections import Counter

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

from leafletgen.checks.finding import Finding, Severity
from leafletgen.checks.run import Result
from leafletgen.terminal import count, escaped

_NAMES: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_RTL_RUN = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^“”\n]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200c\u200d])?"
)
"""From the first to the last right-to-left letter of a quotation."""
_RESHAPER = ArabicReshaper({"delete_harakat": False, "support_ligatures": False})


def as_text(result: Result, *, raw: bool) -> str:
    """Return findings for a terminal; `raw` keeps right-to-left text in its logical order."""
    lines = [_line(finding, raw=raw) for finding in result.findings]
    return "\n".join([*lines, _summary_line(result)])


def _line(finding: Finding, *, raw: bool) -> str:
    string = f" “{_short(finding.msgid)}”" if finding.msgid else ""
    text = f"{finding.place}: {_NAMES[finding.severity]}: {finding.message} {finding.hint} [{finding.id}]{string}"
    safe = escaped(text)
    return safe if raw else shaped(safe)


def _short(text: str, length: int = 50) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def shaped(text: str) -> str:
    """Return a text for terminals that neither join nor reorder: letters in their forms, left to right."""
    return _RTL_RUN.sub(lambda run: get_display(_RESHAPER.reshape(run[0]), base_dir="R"), text)


def _summary_line(result: Result) -> str:
    """Return the counts in words."""
    found = Counter(finding.severity for finding in result.findings)
    line = ", ".join(count(found[severity], name) for severity, name in _NAMES.items())
    line += f" in {count(result.strings, 'string')} of {count(result.catalogs, 'file')}"
    if result.ignored:
        line += f"; silenced by flags: {', '.join(f'{id_} {times}' for id_, times in result.ignored.items())}"
    if result.unreadable:
        line += f"; could not be read: {', '.join(result.unreadable)}"
    return line


def as_github(result: Result) -> str:
    """Return GitHub's workflow commands, one a finding; they become notes beside the lines of a pull request."""
    commands = {"error": "error", "warning": "warning", "info": "notice"}
    lines = []
    for finding in result.findings:
        place = f"file={_property(finding.path)},line={max(1, finding.line)},title={_property(finding.id)}"
        lines.append(f"::{commands[finding.severity]} {place}::{_data(f'{finding.message} {finding.hint}')}")
    return "\n".join([*lines, _summary_line(result)])


def _data(text: str) -> str:
    return escaped(text.replace("\n", " ")).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(result: Result) -> str:
    """Return one JSON object: findings and summary."""
    findings = [finding.as_dict() for finding in result.findings]
    return json.dumps({"findings": findings, "summary": result.summary()}, ensure_ascii=False, indent=1)
