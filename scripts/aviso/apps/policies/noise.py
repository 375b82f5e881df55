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
TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\.?)?(?:\s*(?:[A-Z]{2,4}|GMT[+-]\d+))?"
WHEN = rf"(?:(?:{WEEKDAY}),?\s+)?{DATE}(?:[\sT,]+(?:at\s+|a las\s+)?{TIME})?"
NUMBER = r"[#№]?\s*\d[\d.,\s]*"
UNITS = r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)"
UNITS_ES = r"(?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)"
AGO = rf"(?:(?:\d+|an?|one) {UNITS} ago|hace (?:\d+|una?) {UNITS_ES})"
MOMENT = rf"(?:{WHEN}|{TIME}|{AGO}|never|nunca|today|hoy|yesterday|ayer)"
MINUTES = r"\d+\s*[-–]?\s*(?:min(?:ute|uto)?s?\b\.?)"
FORMS = (
    # Today.
    r"(?:(?:as of )?today(?:[’']s date)?(?:\s+is)?,?|(?:a )?hoy(?:\s+es)?,?|it is(?: now)?|"
    r"(?:the\s+)?current (?:date|time|year)(?:\s+is)?|fecha(?: y hora)? actual|"
    r"(?:page )?(?:printed|generated|retrieved|accessed|rendered|viewed|loaded)(?: on| at)?|"
    r"(?:impreso|generad[oa]|consultad[oa])(?: el)?|local time|hora local)"
    rf"[\s:]*(?:the\s+|el\s+)?(?:{WHEN}|(?:{WEEKDAY})|{TIME}|\d{{4}})",
    rf"(?:{WEEKDAY}),?\s+{DATE}(?:[\sT,]+{TIME})?",
    TIME,
    rf"{DATE}[\sT,]+(?:at\s+|a las\s+)?{TIME}",
    r"good (?:morning|afternoon|evening|day)|buen[oa]s (?:d[ií]as|tardes|noches)|buen d[ií]a",
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
# A longer text is a sentence of the policy, whatever it begins with.
LONGEST_NOISE = 120
YEARS = r"\b(?:19|20)\d{2}\b(?:\s*[-–—/,]\s*(?:(?:19|20)?\d{2}\b|present\b|presente\b))*"
COPYRIGHT = re.compile(
    r"(?P<before>(?:©|\(c\))[^.\d]{0,60}|\bcopyright\s*(?:©|\(c\))?\s*|^\W*copyright\b[^.\d]{0,60}"
    rf"(?={YEARS}\W*$))(?P<years>{YEARS})"
    rf"|(?P<years_first>{YEARS})(?P<after>\s*(?:©|\(c\)|copyright\b)|"
    r"[^.\d]{0,60}\.?\s*(?:all rights reserved|(?:todos los )?derechos reservados))",
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
    if len(text) <= LONGEST_NOISE and NOISE.fullmatch(text):
        return ""
    if len(text) <= LONGEST_COPYRIGHT:
        text = COPYRIGHT.sub(lambda found: (found["before"] or "") + (found["after"] or ""), text)
    return " ".join(TOKEN.sub("", text).split())
