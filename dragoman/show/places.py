"""`dragoman places`: build a gazetteer from a full GeoNames dump, and look names up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.show.options import AsJson, Commands, SettingsFile

places = Commands(help="The gazetteer: build a larger one, look names up.", no_args_is_help=True, rich_markup_mode=None)


@places.command("build")
def build(
    geonames: Annotated[
        Path,
        typer.Option(
            help="A folder with GeoNames files: allCountries.txt, cities500.txt or SY.txt; admin1CodesASCII.txt; "
            "countryInfo.txt; alternateNamesV2.txt if you have it.",
            metavar="FOLDER",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.", metavar="FILE")] = Path("places.db"),
    smallest: Annotated[
        int, typer.Option(min=0, help="Leave out towns of fewer people (seats are kept).", metavar="PEOPLE")
    ] = 500,
    sites: Annotated[bool, typer.Option(help="Also bases, airports, dams, straits, islands, rivers.")] = True,
) -> None:
    """Build a gazetteer file from GeoNames. To use it, name it as `places` in dragoman.toml."""
    from dragoman.data.places_build import build as build_places
    from dragoman.data.places_build import replaceable, write_file

    replaceable(out)
    found = build_places(geonames, smallest=smallest, sites=sites, say=lambda step: typer.echo(step, err=True))
    size = write_file(found, out)
    typer.echo(f"{len(found)} places, {size / 1e6:.1f} MB -> {out}", err=True)
    typer.echo(f'To use it, put this line into dragoman.toml: places = "{out.as_posix()}"', err=True)


@places.command("find")
def find(
    names: Annotated[list[str], typer.Argument(help="Names as a report would write them.", metavar="NAME")],
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """What the gazetteer holds under a name. Kind, country, position, people."""
    from dragoman.data.gazetteer import fold, gazetteer, loose_find, use
    from dragoman.settings import load
    from dragoman.show import tables

    use(load(settings).places or None)
    rows = []
    for name in names:
        key = " ".join(fold(name))
        entries = gazetteer().find(key) or loose_find(key)
        if not entries:
            typer.echo(tables.printable(f"nothing in the gazetteer is called '{name}'"), err=True)
        for entry in entries:
            rows.append(
                {
                    "asked": name,
                    "name": entry.name,
                    "kind": entry.kind,
                    "country": entry.code,
                    "lat": entry.lat,
                    "lon": entry.lon,
                    "people": entry.population or None,
                }
            )
    tables.write(rows, ("asked", "name", "kind", "country", "lat", "lon", "people"), as_json=as_json)
