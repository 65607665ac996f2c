"""What the browser's tests share: renderings, checks, a page that is watched."""
import sys

from axe_playwright_python.sync_playwright import Axe

CHROMIUM = dict(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
RENDERINGS = {
    "light": dict(viewport={"width": 1280, "height": 900}, color_scheme="light"),
    "dark": dict(viewport={"width": 1280, "height": 900}, color_scheme="dark"),
    "phone": dict(viewport={"width": 360, "height": 740}, color_scheme="light", device_scale_factor=2),
    "grey": dict(viewport={"width": 1280, "height": 900}, color_scheme="light"),
}
# Milliseconds: what a busy machine may need; nothing here is a test of speed.
PATIENCE = 180_000
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def watched(context):
    """A page, the addresses that it asks for, and what it complains of."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page, requests, errors


def check_access(page, where):
    found = Axe().run(page).response["violations"]
    check(not found, f"{where}: axe: " + "; ".join(f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found))


def check_figures(page, where):
    """Each figure has a title, a description and a table, shows one picture, and cuts no words."""
    missing = page.evaluate("""() => [...document.querySelectorAll('figure')].filter(figure =>
        !figure.querySelector('h2,h3') || [...figure.querySelectorAll('svg')].some(svg =>
          !svg.querySelector('title')?.textContent || !svg.querySelector('desc')?.textContent) ||
        !figure.querySelector('table tbody tr')).map(figure => figure.id)""")
    check(not missing, f"{where}: without title, description or table: {missing}")
    hidden = page.evaluate("""() => [...document.querySelectorAll('figure')].filter(figure =>
        [...figure.querySelectorAll('svg')].filter(svg => svg.getClientRects().length).length !== 1).length""")
    check(hidden == 0, f"{where}: {hidden} figures don't show one picture")
    outside = page.evaluate("""() => [...document.querySelectorAll('svg')].filter(svg => svg.getClientRects().length)
        .flatMap(svg => { const box = svg.getBoundingClientRect(); return [...svg.querySelectorAll('text')]
          .filter(text => { const own = text.getBoundingClientRect();
            return own.left < box.left - 2 || own.right > box.right + 2 || own.bottom > box.bottom + 2; })
          .map(text => svg.closest('figure').id + ': ' + text.textContent); })""")
    check(not outside, f"{where}: words are cut: {outside[:5]}")


def end(done):
    if failures:
        sys.exit(f"{len(failures)} checks failed")
    print(done)
