"""Write the generated pages of the manual: python scripts/docs.py"""

from __future__ import annotations

from pathlib import Path

from app.manual.pages import PAGES


def main() -> None:
    """Write every page that differs and say so."""
    folder = Path(__file__).resolve().parent.parent / "docs"
    for name, make in PAGES.items():
        path, text = folder / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name}")


if __name__ == "__main__":
    main()
