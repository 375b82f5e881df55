"""Removes text that changes although the policy stays the same.

This is today's date, the year of a copyright, reading times, and numbers for one visit. Only whole
blocks or sentences of these forms are removed; a date or number within a sentence of the policy
always counts.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.?|"
    r"(?:setiembre|septiembre|octubre|noviembre|diciembre|enero|febrero|marzo|abril|mayo|junio|"
    r"julio|agosto)"
)
WEEKDAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|"
    r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
)
DATE = (
    rf"(?:(?:{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"(?:el\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+)?(?:{MONTH}),?\s+(?:(?:de|del)\s+)?\d{{4}}|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
ZONE = r"(?:(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?(?:\s*\([\w ]{2,40}\))?|[A-Z]{1,4}\b)"
# With seconds, a distance from UTC follows; without, "9:00-17:00" are opening hours.
TIME = (
    r"\d{1,2}:\d{2}(?:(?::\d{2}(?:\.\d{1,6})?)(?:[+-]\d{2}:?\d{2})?)?"
    rf"(?:\s*(?:[ap]\.?\s?m\b\.?|h\b))?(?:\s*{ZONE})?"
)
# A date with its weekday or a time after it is no date of a document.
LABEL = r"(?:(?:date|fecha)(?: (?:and|&) time| y hora)?\s*:\s*)?"
HOUR = r"\d{1,2}(?::\d{2})?(?:\s*[ap]\.?\s?m\b\.?)?"
# As scripts write it: Mon Jan 05 2026 10:30:00 GMT-0800 (PST).
WHEN = rf"(?:(?:{WEEKDAY}),?\s+)?{DATE}(?:[\sT,|·•–-]+(?:at\s+|a las\s+)?{TIME})?"
NUMBER = r"[#№]?\s*\d[\d.,\s]*(?:[KM]\b\s*)?"
UNITS = r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)"
UNITS_ES = r"(?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)"
AGO = (
    rf"(?:(?:\d+|an?|one|a few) {UNITS} ago|(?:a moment|moments) ago|just now|"
    rf"hace (?:\d+|una?|unos|unas|pocos|pocas) {UNITS_ES}|hace (?:un momento|instantes))"
)
MOMENT = rf"(?:{WHEN}|{TIME}|{AGO}|never|nunca|today|hoy|yesterday|ayer)"
MINUTES = r"\d+\s*[-–]?\s*(?:min(?:ute|uto)?s?\b\.?)"
FORMS = (
    # Today.
    r"(?:(?:as of )?today(?:[’']s date)?(?:\s+is)?,?|(?:a )?hoy(?:\s+es)?,?|it is(?: now)?|"
    r"(?:the\s+)?current (?:date and time|date|time|year)(?:\s+is)?|(?:server )?time(?=:)|"
    r"fecha(?: y hora)? actual|hora(?: del servidor)?(?=:)|"
    r"(?:page )?(?:printed|generated|retrieved|accessed|rendered|viewed|loaded)(?: on| at)?|"
    r"(?:impreso|generad[oa]|consultad[oa])(?: el)?|local time|hora local)"
    rf"[\s:]*(?:the\s+|el\s+)?(?:{WHEN}|(?:{WEEKDAY})|{TIME}|\d{{4}})",
    rf"{LABEL}(?:{WEEKDAY}),?\s+{DATE}(?:[\sT,|·•–-]+(?:at\s+|a las\s+)?{TIME})?",
    TIME,
    rf"{LABEL}{DATE}[\sT,|·•–-]+(?:at\s+|a las\s+)?{TIME}",
    r"(?:good (?:morning|afternoon|evening|day)|buen[oa]s (?:d[ií]as|tardes|noches)|buen d[ií]a)"
    r"(?:,?\s+(?:guest|visitor|reader|there|invitad[oa]|visitante))?",
    rf"(?:happy|feliz) (?:{WEEKDAY})",
    r"(?:we(?:[’']re| are) )?(?:currently |now )?(?:open|closed|abiert[oa]|cerrad[oa])"
    rf"(?: now| today| ahora| hoy)(?:[\s:·–-]*(?:(?:un|\b)til|hasta las?) {HOUR}|[\s:·–-]*{TIME})?",
    r"(?:my |your |view |shopping |mi |su )*(?:cart|basket|bag|carrito|cesta)[\s:]*\(?\d+\)?"
    r"(?: items?| art[ií]culos?)?",
    r"\d+ (?:items? in (?:your|the) (?:cart|basket|bag)|art[ií]culos? en (?:su|el) carrito)",
    # The reading time.
    rf"(?:about\s+|approx\.?\s+|~\s*)?{MINUTES}"
    r"(?:\s+(?:to read|read(?:ing)?(?:\s+time)?|de lectura))",
    r"(?:(?:estimated\s+)?read(?:ing)?\s+time|time to read|tiempo (?:estimado )?de lectura)"
    rf"[\s:]*(?:about\s+|aprox\.?\s+)?{MINUTES}(?:\s+(?:read|de lectura))?",
    rf"lectura(?: de)?[\s:]*{MINUTES}",
    # The visit and its visitor.
    r"(?:your |you |su |tu )?(?:last|previous|[uú]ltim[oa]) "
    r"(?:visit(?:ed)?|log[- ]?in|logged in|access(?:ed)?|visita|acceso|conexi[oó]n)"
    rf"(?:(?: here| us| this page| was| fue)|[\s:,–-])*(?:on |el |the )?{MOMENT}",
    rf"(?:usted )?(?:nos )?visit[oó] por [uú]ltima vez(?:[\s:]| el)*{MOMENT}",
    rf"(?:total |unique |today[’']s |page |unique page |p[aá]gina |n[uú]mero de )*"
    rf"(?:visitors?|visits?|views?|hits|visitantes?|visitas?|users? online|people online)"
    rf"(?: (?:number|counter|today|so far|since [\w ,]{{1,20}}|hoy|n[uú]mero))*[\s:]*{NUMBER}",
    r"(?:you are |usted es |eres )?(?:the |el |la )?(?:visitor|visitante)"
    r"(?: (?:number|no\.?|n[uú]mero|n\.?[ºo]))?"
    rf"[\s:]*{NUMBER}",
    rf"{NUMBER}(?:likes?|shares?|comments?|followers?|me gusta|compartid[oa]s?|comentarios?)",
    rf"(?:likes?|shares?|comments?|followers?|me gusta|comentarios)[\s:]*\(?{NUMBER}\)?",
    rf"(?:there are |hay )?{NUMBER}(?:visitors?|visits?|(?:page )?views?|hits|visitantes?|"
    r"visitas?|users? online|"
    r"people online|usuarios? en l[ií]nea)(?: (?:today|so far|online|hoy|since [\w ,]{1,20}))?",
    r"(?:session|request|trace|correlation|transaction|visitor|ray|error|csrf|xsrf|page|build)"
    r"[\s-]?(?:id|token|number|ref(?:erence)?)[\s:#]*(?=[\w.-]*\d)[\w.:+/=-]{6,}",
    r"(?:id(?:entificador)?|n[uú]mero|token) de (?:sesi[oó]n|solicitud)"
    r"[\s:#]*(?=[\w.-]*\d)[\w.:+/=-]{6,}",
    r"(?:your|su|tu) ip(?: address)?(?: is| es)?[\s:]*[\da-f.:]{7,}",
    r"(?:page )?(?:rendered|generated|loaded|served) in [\d.,]+ ?(?:ms|s|seconds?)",
    # How long ago.
    rf"(?:(?:last |page )?(?:updated|modified|edited|published|posted|checked) )?{AGO}",
    rf"(?:[uú]ltima (?:actualizaci[oó]n|modificaci[oó]n)|actualizad[oa]|publicad[oa])?[\s:]*{AGO}",
)
NOISE = re.compile(rf"\W*(?:{'|'.join(f'(?:{form})' for form in FORMS)})\W*", re.IGNORECASE)
# What stands between the parts of a line such as "By Ann • 6 min read".
SEPARATOR = re.compile(r"\s+[•·|]\s+")
# A longer text is a sentence of the policy, whatever it begins with.
LONGEST_NOISE = 120
YEAR = r"(?:19|20)\d{2}\b"
SPAN = rf"\b{YEAR}(?:\s*[-–—/,]\s*(?:{YEAR}|\d{{2}}\b|present\b|presente\b))*"
YEARS = rf"(?:{SPAN}|\bMM[XVI]+\b)"
ALL_RIGHTS = r"(?:all rights reserved|(?:todos los )?derechos reservados)"
COPYRIGHT = re.compile(
    r"(?P<before>(?:©|\(c\))[^.\d]{0,60}|\b(?:copyright|derechos de autor)\s*(?:©|\(c\))?\s*|"
    rf"(?:^\W*copyright\b[^.\d]{{0,60}}|(?:©|\(c\))[^\d]{{0,60}}|{ALL_RIGHTS}[^\d]{{0,60}})"
    rf"(?={YEARS}\W*$))(?P<years>{YEARS})"
    rf"|(?P<years_first>{YEARS})(?P<after>\s*(?:©|\(c\)|copyright\b)|"
    rf"[^.\d]{{0,60}}\.?\s*{ALL_RIGHTS})",
    re.IGNORECASE,
)
LONGEST_COPYRIGHT = 200
# A token for one visit: at least 16 letters and digits, mixed, as no word is.
TOKEN = re.compile(
    r"(?i:\b(?=[a-f0-9-]{0,64}\d)(?=[a-f0-9-]{0,64}[a-f])[a-f0-9][a-f0-9-]{14,200}[a-f0-9]\b)|"
    r"\b(?=[A-Za-z0-9]{0,64}\d)(?=[A-Za-z0-9]{0,64}[a-z])(?=[A-Za-z0-9]{0,64}[A-Z])"
    r"[A-Za-z0-9]{20,200}\b"
)


def remove_noise(text: str) -> str:
    """Return a block or sentence without text that changes by itself; "" if nothing is left."""
    if len(text) <= LONGEST_NOISE:
        parts = SEPARATOR.split(text)
        kept = [one for one in parts if not NOISE.fullmatch(one)]
        if NOISE.fullmatch(text) or not kept:
            return ""
        # The others stay as they are written, with what stands between them.
        text = text if len(kept) == len(parts) else " | ".join(kept)
    if len(text) <= LONGEST_COPYRIGHT:
        text = COPYRIGHT.sub(lambda found: (found["before"] or "") + (found["after"] or ""), text)
    return " ".join(TOKEN.sub("", text).split())
