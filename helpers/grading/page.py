"""The class report as one HTML page without links to the outside; every text of a student's is escaped."""

import jinja2

WIDTH, HEIGHT, ROOM = 640, 200, 26  # of the picture; ROOM: above and below the bars


def render(found):
    """The page of `report.summary`'s data."""
    loader = jinja2.PackageLoader("helpers.grading", "templates")
    templates = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters |= {"number": number, "percent": percent, "gathered": gathered}
    page = templates.get_template("report.html.j2")
    return page.render(**found, bars=bars(found["distribution"]), width=WIDTH, height=HEIGHT)


def bars(distribution):
    """[{x, y, width, height, middle, count, from}] of a bar chart, in the picture's units."""
    most = max([entry["count"] for entry in distribution] + [1])
    step = WIDTH / len(distribution)
    found = []
    for i, entry in enumerate(distribution):
        height = (HEIGHT - 2 * ROOM) * entry["count"] / most
        box = {"x": i * step + 3, "y": HEIGHT - ROOM - height, "width": step - 6, "height": height}
        box = {key: round(value, 1) for key, value in box.items()}
        label = entry["label"].removesuffix(" %").replace(" to ", "-")
        middle = round((i + 0.5) * step, 1)
        found.append({**box, "middle": middle, "base": HEIGHT - 8, "count": entry["count"], "label": label})
    return found


def number(value):
    """A number of points without a superfluous .0."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share):
    """A share of a class in percent, which is not 0 where there is someone."""
    return f"{share} %" if share else "< 1 %"


def gathered(notes):
    """Sentences `place: what`, with all places of which the same is said in one."""
    places = {}
    for note in notes:
        place, colon, what = note.partition(": ")
        places.setdefault(what or place, []).extend([place] if colon else [])
    return [f"{what}: {', '.join(found)}" if found else what for what, found in places.items()]
