"""The page of ``--output-format html`` in a real Chromium: filter, keyboard, colours, no request, hostile text.

No part of the test command, for it needs a browser:

    apt-get install chromium && .venv/bin/pip install playwright && .venv/bin/python tests/check_page.py

With ``--picture FILE`` it takes the picture for docs/reports.md too. CHROMIUM names another browser of its kind.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from test_report_formats import results_of_all

from rundata_migrate import cli
from rundata_migrate.options import Options
from rundata_migrate.project.results import Summary
from rundata_migrate.report import Paper, formats

ROOT = Path(__file__).resolve().parent.parent


def write_examples(target: Path) -> None:
    """The page of the examples: 17 sites in one folder, one of them left."""
    os.chdir(ROOT)
    status = cli.main(["--check", "examples/", "--isolated", "--output-format", "html", "--output-file", str(target)])
    assert status == 1


def write_worst(target: Path) -> None:
    """A page of hostile names, code and messages."""
    pieces: list[str] = []
    report = formats.report_in("html", Paper(pieces.append), Options(check=True))
    summary = Summary()
    for result in results_of_all():
        summary.add(result)
        report.add(result)
    report.finish(summary)
    target.write_text("".join(pieces), encoding="utf-8")


def shown(page: Page) -> int:
    """How many sites are to be seen."""
    return page.locator("article:not([hidden])").count()


def focused(page: Page) -> Any:
    """What an expression says of the element that has the focus."""
    return page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")


def check_filter(page: Page) -> None:
    assert shown(page) == 17
    assert page.inner_text("#status") == "17 of 17 shown"
    page.fill("input[name=text]", "report.py newest")
    assert shown(page) == 1
    assert page.inner_text("#status") == "1 of 17 shown"
    page.click("#all")
    assert shown(page) == 17
    page.uncheck("input[value=safe]")
    assert shown(page) == 1
    page.click("#all")
    page.select_option("select[name=rule]", "RD202")
    assert shown(page) == 3
    page.click("#all")
    page.click("button.pick:text-is('RD105')")
    assert (shown(page), focused(page)) == (2, "rule")
    page.click("#all")
    page.click("button.pick[data-field=folder]")
    assert (shown(page), focused(page)) == (17, "folder")
    page.click("#all")


def check_keyboard(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert focused(page) == "text"
    page.keyboard.type("RD401 /jk?")
    assert (shown(page), page.input_value("input[name=text]")) == (0, "RD401 /jk?")
    page.keyboard.press("Escape")
    assert (shown(page), focused(page)) == (17, "BODY")
    page.keyboard.press("j")
    first = focused(page)
    page.keyboard.press("j")
    second = focused(page)
    assert first.startswith("s-")
    assert second.startswith("s-")
    assert first != second
    top, bar = page.locator(f"#{second}").bounding_box(), page.locator(".filter").bounding_box()
    assert top is not None
    assert bar is not None
    assert top["y"] >= bar["y"] + bar["height"], (top, bar)
    page.keyboard.press("k")
    assert focused(page) == first
    page.keyboard.press("o")
    assert page.locator(f"#{first} details[open]").count() == 0
    page.keyboard.press("o")
    assert page.locator(f"#{first} details[open]").count() == 1
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    page.uncheck("input[name=shortcuts]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert focused(page) != "text"
    page.check("input[name=shortcuts]")


def check_tab_reaches_everything(page: Page) -> None:
    page.evaluate("window.scrollTo(0, 0)")
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    for part in (
        "To the sites",
        'id="keys"',
        'id="theme"',
        'class="pick"',
        'name="text"',
        "<select",
        "checkbox",
        "<summary",
    ):
        assert any(part in one for one in reached) or page.locator(f"text={part}").count(), part


_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = (colour, below) => {
    canvas.fillStyle = below; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => {
    const linear = (one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4;
    const [r, g, b] = colour.map((one) => linear(one / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const under = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'white';
  };
  const poor = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || ['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName)) continue;
    const below = under(element);
    const one = light(rgb(getComputedStyle(element).color, below)), other = light(rgb(below, below));
    const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}"""


def check_colours(page: Page) -> None:
    """Text has the contrast of WCAG's level AA in both, and the button wins over the system."""
    seen = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert page.evaluate(_CONTRAST) == [], scheme
    assert seen[0] != seen[1]
    page.emulate_media(color_scheme="light")
    page.click("#theme")
    page.click("#theme")
    assert page.inner_text("#theme") == "Colours: dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == seen[1]
    page.click("#theme")


def check_narrow(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def main() -> None:
    """Check both pages; the first that is wrong ends it with an AssertionError."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--picture", metavar="FILE", help="where the picture goes")
    picture = parser.parse_args().picture
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        parser.exit(2, "no Chromium found (apt-get install chromium, or set CHROMIUM)\n")
    picture = os.path.abspath(picture) if picture else None
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        examples, worst = Path(folder, "examples.html"), Path(folder, "worst.html")
        write_examples(examples)
        write_worst(worst)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        problems: list[str] = []
        requests: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(examples.as_uri())
        if picture:
            page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": 1280, "height": 1180}, full_page=True)
        for check in (check_filter, check_keyboard, check_tab_reaches_everything, check_colours, check_narrow):
            check(page)
            print(f"{check.__name__}: as it should be")
        page.goto(worst.as_uri())
        assert re.fullmatch(r"(\d+) of \1 shown", page.inner_text("#status"))
        assert page.locator("img, iframe, article script").count() == 0
        assert len(requests) == 2, requests
        assert problems == [], problems
        print("hostile text, requests, console: as it should be")
        quiet = browser.new_context(java_script_enabled=False).new_page()
        quiet.goto(examples.as_uri())
        assert quiet.locator("article").count() == 17
        assert not quiet.locator("#filter").is_visible()
        print("without scripts: as it should be")
        browser.close()


if __name__ == "__main__":
    main()
