"""source.contact: a text of the source names a contact that contacts.toml does not have."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, SourceCheck
from leafletgen.checks.unit import SourceText
from leafletgen.errors import InputError, did_you_mean
from leafletgen.markdown import VARIABLE
from leafletgen.model import plain_text
from leafletgen.plain import parsed


def find(text: SourceText) -> Iterator[Problem]:
    """Yield each placeholder that nothing will fill in, and what is no link to a web address of contacts.toml."""
    known = text.around.contacts
    inlines = parsed(text.msgid, text.around.link_targets)
    if isinstance(inlines, InputError):
        yield Problem(inlines.what, inlines.hint)
    names = VARIABLE.findall(text.msgid if isinstance(inlines, InputError) else plain_text(inlines))
    for name in dict.fromkeys(names):
        if name not in known:
            yield Problem(f"contacts.toml has no “{name}”.", did_you_mean(name, known))


CHECK = SourceCheck(
    id="source.contact",
    severity="error",
    rationale="No language of the leaflet can be built: the new text, or the new number, reaches nobody.",
    proposal="Write the name as it stands in contacts.toml, or add the contact there.",
    find=find,
    all_texts=True,
    cases=(
        bad("fr", "Appelez le {ofii_phon}."),
        bad("fr", "{sheltr}"),
        bad("fr", r"\{sheltr\}"),
        bad("fr", "Appelez le {ofii-phone}."),
        bad("fr", "Appelez le { ofii_phone }."),
        bad("fr", "Appelez le {Ofii_phone}."),
        bad("fr", "Voir [la carte][mapp]."),
        bad("fr", "Voir [la carte][shelter]."),
        bad("fr", "Voir [la carte](https://example.org)."),
        bad("en", "Call {phone}.", contacts=()),
        good("fr", "Appelez le {ofii_phone} ou le {shelter}. Voir [la carte][map]."),
        good("en", "Call."),
    ),
)
