"""The rules on pictures and logos."""

from __future__ import annotations

from aviso.core.rules import Rule

OUTSIDE_ASSETS = Rule(
    "pictures/outside-assets",
    "A picture is not in the library's own assets folder",
    why="Only pictures in the library's own folder are copied into its site. "
    "A picture from anywhere else would be missing, or would tell another host who reads the "
    "notice.",
    cure="Put the picture into docs/<library>/assets/ and write ../assets/name.png on the page, "
    "or only its name in data/.",
    example="![Map](https://maps.example.org/map.png)",
)
NOT_A_PICTURE = Rule(
    "pictures/not-a-picture",
    "A file is not the picture that its ending names",
    why="Browsers show only real pictures. A web page or a program that is disguised as a picture "
    "could run on the reader's device.",
    cure="Export the picture again as PNG, JPEG, GIF, WebP or plain SVG, with the ending of that "
    "format.",
)
MISSING = Rule(
    "pictures/missing",
    "A picture does not exist",
    why="Readers would see an empty frame in its place.",
    cure="Put the file into the assets folder, or correct the name. Capital and lowercase letters "
    "are different.",
)
NAME_IN_ADDRESS = Rule(
    "pictures/name-in-address",
    "A picture has a name that cannot be its address",
    why="The name becomes part of an address. There, # and ? and spaces mean something else, "
    "letters with accents are written in more than one way, and some names belong to files that "
    "every site has. Readers would see an empty frame, or another picture.",
    cure="Rename the file with letters a–z, digits, hyphens and underscores, and write the new "
    "name wherever the picture is used.",
    example="map (2).png, in place of map-2.png",
)
LINKED = Rule(
    "pictures/linked",
    "A picture is a symbolic link",
    why="A link can lead to any file on the computer, which would then be published.",
    cure="Put a copy of the picture in the place of the link.",
)
UNREADABLE = Rule(
    "pictures/unreadable",
    "A picture cannot be read",
    why="The operating system does not let Aviso read the file, so it can be neither checked nor "
    "published.",
    cure="Give yourself permission to read the file. If its name is unusually long, shorten it.",
)
TOO_LARGE = Rule(
    "pictures/too-large",
    "A picture has too many bytes or pixels",
    why="A large picture takes long to load on a slow connection, and costs money on a metered "
    "one. A small file with huge dimensions can use up all memory of a browser.",
    cure="Save the picture smaller: fewer pixels, more compression, or a simpler drawing as SVG.",
)
ACTIVE_PICTURE = Rule(
    "pictures/more-than-shapes",
    "An SVG picture contains more than shapes",
    why="An SVG file is a document that a browser can run: it can hold scripts, styles, links and "
    "other files. "
    "Only elements that draw shapes are allowed, and only as many as a browser can draw.",
    cure="Export the drawing as plain SVG, without scripts, styles, links, embedded pictures or "
    "nested masks.",
    example='<svg onload="…">',
)
HEAVY_LOGO = Rule(
    "pictures/heavy-logo",
    "A logo is too large for every page to load it",
    why="Every page of the site loads the logo, and a first page with all that it loads must fit "
    "into the first packets of a connection.",
    cure="Save a simpler logo as SVG, or a picture of 32 by 32 pixels.",
)
