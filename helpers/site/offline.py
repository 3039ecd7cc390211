"""The built pages need no network, and no link between them is broken."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

REFERENCE = {"href", "src", "poster", "data"}
FOLLOWED = {"a", "area"}  # a reader chooses to follow these; all else is fetched at once
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


class Page(HTMLParser):
    """What a page refers to. fetched, followed: lists of addresses; names: its anchors."""

    def __init__(self, text):
        super().__init__()
        self.fetched, self.followed, self.names = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = {name: value for name, value in attributes if value}
        self.names.update(given[name] for name in ("id", "name") if name in given)
        kind = self.followed if tag in FOLLOWED or passive(tag, given) else self.fetched
        kind.extend(given[name] for name in REFERENCE & given.keys())
        if "srcset" in given:
            self.fetched.extend(part.split()[0] for part in given["srcset"].split(","))
        if "style" in given:
            self.fetched.extend(addresses(given["style"]))


def passive(tag, given):
    """Whether a browser leaves this <link> alone: next, search, canonical."""
    kinds = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect"}
    return tag == "link" and not kinds & set(given.get("rel", "").split())


def addresses(style):
    """The addresses that a style sheet fetches."""
    return [first or second for first, second in URL.findall(style)]


def problems(site):
    """[a sentence] for each address that would ask the network, and each link that leads nowhere.

    The site's own JupyterLite is left alone: it is another program's.
    """
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in ours(site, "*.html")}
    found = [trouble for path in pages for trouble in page_problems(path, pages, site)]
    for path in ours(site, "*.css"):
        for address in addresses(path.read_text(encoding="utf-8")):
            found += problem(path, address, {}, site, fetched=True)
    return found


def ours(site, pattern):
    """The site's files of a pattern, in order, without those of JupyterLite."""
    return sorted(path for path in site.rglob(pattern) if not path.is_relative_to(site / "lite"))


def page_problems(path, pages, site):
    """The sentences on one page."""
    for address in pages[path].fetched:
        yield from problem(path, address, pages, site, fetched=True)
    for address in pages[path].followed:
        yield from problem(path, address, pages, site, fetched=False)


def problem(path, address, pages, site, fetched):
    """[a sentence] where the address, met in the file `path`, is none to offer; [] else."""
    parts = urlsplit(address)
    where = path.relative_to(site).as_posix()
    if parts.scheme == "data":
        return []
    if parts.scheme or parts.netloc:
        return [f"{where}: fetches {address}"] if fetched else []
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file() or not target.is_relative_to(site.resolve()):
        return [f"{where}: {address} is not there"]
    known = pages.get(target)
    if parts.fragment and known and unquote(parts.fragment) not in known.names:
        return [f"{where}: {address} has no such anchor"]
    return []
