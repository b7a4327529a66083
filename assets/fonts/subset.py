#!/usr/bin/env python3
"""Makes the embedded fonts of pricewar from their upstream releases.

Needs Python 3 with `fonttools` (4.68.0 was used) and npm. In an empty folder:

    npm pack @expo-google-fonts/inter@0.4.2 @expo-google-fonts/noto-sans-sc@0.4.3
    for f in *.tgz; do tar xzf "$f" --one-top-level; done
    python3 subset.py FOLDER

It writes the four .ttf files, `characters-latin.txt`, `characters-chinese.txt` and `SHA256SUMS` beside itself.

Three things are done to each font:
- it keeps only the characters of its list (Latin: below; Chinese: GB 2312 and full-width forms);
- it gets a family name of its own, since a modified font must not carry a Reserved Font Name;
- its kerning between common Latin characters moves from GPOS to the old `kern` table, which is the one
  that ab_glyph reads. All other layout tables and hints go: outlines are drawn unhinted, unshaped.
"""

import hashlib
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

HERE = pathlib.Path(__file__).resolve().parent

LATIN_RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0218, 0x021B),  # Romanian
    (0x01CD, 0x01DC),  # pinyin tones
    (0x0370, 0x03FF),  # Greek
    (0x1E80, 0x1E85),
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2002, 0x200A),  # spaces
    (0x2010, 0x2027),  # dashes, quotes, dots
    (0x202F, 0x203A),
    (0x2044, 0x2044),
    (0x2070, 0x209C),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x2122),
    (0x2150, 0x215E),  # fractions
    (0x2190, 0x21AA),  # arrows
    (0x2200, 0x22C5),  # mathematics
    (0x25A0, 0x25EF),  # geometric shapes
    (0x2713, 0x2717),
]


def latin() -> list[int]:
    return [c for low, high in LATIN_RANGES for c in range(low, high + 1)]


def chinese() -> list[int]:
    """Every character of GB 2312 outside ASCII, and the full-width forms."""
    found = set(range(0xFF01, 0xFF5F)) | set(range(0xFFE0, 0xFFE7)) | set(range(0x3000, 0x3020))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    found |= {0x2014, 0x2015, 0x2026, 0x00B7}
    return sorted(c for c in found if c > 0x7F)


KERNED = [chr(c) for c in range(0x21, 0x7F)] + list("“”‘’–—…−×·€¥£éèäöüß")


def kerning(font: TTFont) -> dict[tuple[str, str], int]:
    """First-glyph advance changes of the GPOS `kern` feature, for the common characters."""
    names = font.getBestCmap()
    glyphs = [names[ord(c)] for c in KERNED if ord(c) in names]
    gpos = font["GPOS"].table
    wanted = set()
    for record in gpos.FeatureList.FeatureRecord:
        if record.FeatureTag == "kern":
            wanted.update(record.Feature.LookupListIndex)
    pairs: dict[tuple[str, str], int] = {}
    for index in sorted(wanted):
        settled = set()
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            covered = {g: i for i, g in enumerate(table.Coverage.glyphs)}
            for left in glyphs:
                if left not in covered:
                    continue
                if table.Format == 1:
                    for record in table.PairSet[covered[left]].PairValueRecord:
                        key = (left, record.SecondGlyph)
                        if key not in settled:
                            settled.add(key)
                            value = record.Value1.XAdvance if record.Value1 else 0
                            pairs[key] = pairs.get(key, 0) + value
                else:
                    first = table.ClassDef1.classDefs.get(left, 0)
                    for right in glyphs:
                        key = (left, right)
                        if key in settled:
                            continue
                        second = table.ClassDef2.classDefs.get(right, 0)
                        value = table.Class1Record[first].Class2Record[second].Value1
                        settled.add(key)
                        pairs[key] = pairs.get(key, 0) + (getattr(value, "XAdvance", 0) or 0 if value else 0)
    keep = set(glyphs)
    return {k: v for k, v in pairs.items() if abs(v) >= 8 and k[0] in keep and k[1] in keep}


def rename(font: TTFont, family: str, style: str) -> None:
    old = font["name"]
    kept = {n: old.getDebugName(n) for n in (0, 8, 9, 11, 13, 14)}
    table = newTable("name")
    table.names = []
    font["name"] = table
    kept.update({
        1: family if style == "Regular" else f"{family} {style}",
        2: "Regular",
        3: f"pricewar;{family} {style}",
        4: f"{family} {style}",
        5: old.getDebugName(5) + "; subset",
        6: f"{family}-{style}".replace(" ", ""),
        16: family,
        17: style,
    })
    for number, text in sorted(kept.items()):
        if text:
            table.setName(text, number, 3, 1, 0x409)


def make(source: pathlib.Path, target: str, characters: list[int], family: str, style: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    pairs = kerning(font) if "GPOS" in font and "Noto" not in source.name else {}
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "prep", "VORG", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    rename(font, family, style)
    if pairs:
        kern = newTable("kern")
        kern.version = 0
        table = KernTable_format_0()
        table.coverage = 1
        table.kernTable = pairs
        kern.kernTables = [table]
        font["kern"] = kern
    font.save(HERE / target)
    print(f"{target}: {(HERE / target).stat().st_size} bytes, {len(font.getBestCmap())} characters, {len(pairs)} pairs")


def main() -> None:
    root = pathlib.Path(sys.argv[1])

    def find(name: str) -> pathlib.Path:
        return next(root.rglob(name))

    targets = [
        ("Inter_400Regular.ttf", "latin-regular.ttf", latin(), "Pricewar Sans", "Regular"),
        ("Inter_600SemiBold.ttf", "latin-semibold.ttf", latin(), "Pricewar Sans", "SemiBold"),
        ("NotoSansSC_400Regular.ttf", "chinese-regular.ttf", chinese(), "Pricewar Sans SC", "Regular"),
        ("NotoSansSC_600SemiBold.ttf", "chinese-semibold.ttf", chinese(), "Pricewar Sans SC", "SemiBold"),
    ]
    for source, target, characters, family, style in targets:
        make(find(source), target, characters, family, style)
    for name, characters in (("latin", latin()), ("chinese", chinese())):
        lines = "\n".join(f"U+{c:04X}" for c in characters)
        (HERE / f"characters-{name}.txt").write_text(lines + "\n", encoding="utf-8")
    sums = [f"{hashlib.sha256((HERE / t[1]).read_bytes()).hexdigest()}  {t[1]}" for t in targets]
    (HERE / "SHA256SUMS").write_text("\n".join(sums) + "\n")


if __name__ == "__main__":
    main()
