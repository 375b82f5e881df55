"""The facts of three policies that exist only as records, and the page that shows each."""

from __future__ import annotations

STONEFIELD, RIO_CLARO, ASHGROVE = "stonefield", "rio-claro", "ashgrove"
# The library, the page, and its text in English and in Spanish.
FACTS = [
    # How long
    (
        STONEFIELD,
        "collect",
        "Until your request is filled and the item is returned",
        "Hasta que se atienda su solicitud y se devuelva el material",
    ),
    (
        STONEFIELD,
        "collect",
        "The form of your request: until the fiscal year ends, then only totals are kept",
        "El formulario de su solicitud: hasta que termine el año fiscal; después solo se guardan "
        "totales",
    ),
    (
        STONEFIELD,
        "collect",
        "Until your card expires 3 years after your card expires, then deleted",
        "Hasta que venza su tarjeta 3 años después de que venza su tarjeta; después se borra",
    ),
    (
        STONEFIELD,
        "collect",
        "Unpaid bills: until what you owe is paid Paid bills: at least 7 fiscal years "
        "(Massachusetts General Laws, chapter 78, § 7)",
        "Facturas sin pagar: hasta que se pague lo que usted debe Facturas pagadas: al menos 7 "
        "años fiscales",
    ),
    (
        STONEFIELD,
        "collect",
        "30 days, then deleted (except: backups are kept 90 days) Clips of an incident: 3 years",
        "30 días; después se borra (excepto: las copias se guardan 90 días) Imágenes de un "
        "incidente: 3 años",
    ),
    (STONEFIELD, "collect", "Kept forever", "Se guarda para siempre"),
    (STONEFIELD, "collect", "About 2 weeks", "Alrededor de 2 semanas"),
    (STONEFIELD, "collect", "Nothing about you", "Nada sobre usted"),
    (
        ASHGROVE,
        "collect",
        "5 years after you last use your card (except: longer in backups, on paper, and where a "
        "court wants it kept)",
        "5 años después de que usted use su tarjeta por última vez (excepto: más tiempo en copias "
        "de seguridad, en papel y donde un tribunal lo pide)",
    ),
    # Who keeps it, and who issued a document
    (
        STONEFIELD,
        "collect",
        "Kept by Quarry Valley Library Network",
        "Quién lo guarda Red de Bibliotecas Quarry Valley",
    ),
    (
        STONEFIELD,
        "collect",
        "Kept by your town, city or county",
        "Quién lo guarda su municipio o condado",
    ),
    (STONEFIELD, "documents", "Issued by The town or city", "Emitido por El municipio"),
    (
        STONEFIELD,
        "documents",
        "Issued by Stonefield Select Board",
        "Emitido por Junta de Gobierno de Stonefield",
    ),
    (
        STONEFIELD,
        "about",
        "Some services are shared with the Quarry Valley Library Network.",
        "Algunos servicios se comparten con la Red de Bibliotecas Quarry Valley.",
    ),
    # Who sees which data, and on what condition
    (
        STONEFIELD,
        "collect",
        "members of the public (only: name of a group or organization)",
        "el público en general (solo: nombre de un grupo u organización)",
    ),
    (
        STONEFIELD,
        "collect",
        "police and other law enforcement, when the Director approves",
        "la policía y otras fuerzas del orden, cuando la Dirección lo aprueba",
    ),
    (
        ASHGROVE,
        "collect",
        "the Friends of the Library (only: name), to thank you",
        "(solo: nombre), para darle las gracias",
    ),
    (
        STONEFIELD,
        "requests",
        "Information: images of the cameras When the Director approves.",
        "Datos: imágenes de las cámaras Cuando la Dirección lo aprueba.",
    ),
    (
        STONEFIELD,
        "requests",
        "Information: library records Only under an order of a court.",
        "Datos: registros de la biblioteca Solo con una orden de un tribunal.",
    ),
    (
        STONEFIELD,
        "collect",
        "Shown, not kept photo ID",
        "Se muestra y no se guarda identificación con foto",
    ),
    # A patron's choices
    (
        RIO_CLARO,
        "collect",
        "Yes: off until you turn it on How to change it In the settings of your account.",
        "Sí: desactivado hasta que usted lo active Cómo cambiarlo En los ajustes de su cuenta.",
    ),
    (
        RIO_CLARO,
        "choices",
        "Can you say no? Yes: on until you object. How to change it: Tell the staff.",
        "¿Puede decir que no? Sí: activado hasta que usted se oponga. Cómo cambiarlo: Dígalo al "
        "personal.",
    ),
    (STONEFIELD, "collect", "No: the service needs it", "No: el servicio lo necesita"),
    (
        RIO_CLARO,
        "collect",
        "a parent, guardian or caretaker, if the patron is under 16",
        "si el usuario tiene menos de 16 años",
    ),
    (ASHGROVE, "collect", "the donor, by giving", "el donante, al donar"),
    (
        ASHGROVE,
        "collect",
        "Legal basis consent; the law on charities",
        "Base legal el consentimiento; la ley de entidades benéficas",
    ),
    # Whose data
    (ASHGROVE, "collect", "Whose data donors", "De quién son los datos los donantes"),
    (
        RIO_CLARO,
        "collect",
        "Whose data visitors to the website",
        "De quién son los datos las personas que visitan el sitio web",
    ),
    (ASHGROVE, "collect", "ask for donations", "pedir donaciones"),
    (ASHGROVE, "collect", "demographic information", "datos demográficos"),
    # Situations of their own
    (
        STONEFIELD,
        "collect",
        "When you reserve a meeting or study room",
        "Cuando usted reserva una sala",
    ),
    (
        RIO_CLARO,
        "collect",
        "When you are photographed or filmed at an event",
        "Cuando usted sale en fotos o videos de una actividad",
    ),
    (STONEFIELD, "collect", "When you appear in library video", "Cuando usted aparece en videos"),
    (
        ASHGROVE,
        "collect",
        "When you give to the library",
        "Cuando usted hace una donación a la biblioteca",
    ),
    # Ages
    (
        STONEFIELD,
        "children",
        "All ages Records of any kind",
        "Todas las edades Registros de cualquier tipo",
    ),
    (
        RIO_CLARO,
        "children",
        "Under 18 Whoever holds the child’s card The account",
        "Menos de 18 años Quien tiene la tarjeta del menor La cuenta",
    ),
    (
        ASHGROVE,
        "children",
        "Under 13 The first name and the age A parent, in writing",
        "Menos de 13 años El nombre de pila y la edad La madre o el padre, por escrito",
    ),
    # Dates, editions and copies
    (STONEFIELD, "documents", "in effect since December 2015", "vigente desde diciembre de 2015"),
    (RIO_CLARO, "documents", "in effect since July 2021", "vigente desde julio de 2021"),
    (RIO_CLARO, "documents", "Last reviewed 2024", "Última revisión 2024"),
    (
        ASHGROVE,
        "documents",
        "in effect since about 2021",
        "vigente aproximadamente desde 2021",
    ),
    (STONEFIELD, "documents", "Status undated", "Situación sin fecha"),
    (
        RIO_CLARO,
        "documents",
        "Editions by language Spanish, English, Vietnamese",
        "Ediciones por idioma español, inglés, vietnamita",
    ),
    (ASHGROVE, "documents", "Haitian Creole, Italian, Korean", "criollo haitiano, italiano"),
    (
        STONEFIELD,
        "documents",
        "Archived copy at https://web.archive.org/web/20190412/",
        "Copia archivada disponible en https://web.archive.org/web/20190412/",
    ),
    (ASHGROVE, "documents", "2. Children 2.1 Of children", "2. Menores 2.1 De menores"),
    # Cookies, rights, breaches
    (
        RIO_CLARO,
        "cookies",
        "_ga On the library’s website Google Analytics same site It tells visitors apart. 2 years",
        "_ga En el sitio web de la biblioteca Google Analytics del mismo sitio Distingue a los "
        "visitantes. 2 años",
    ),
    (RIO_CLARO, "cookies", "24 hours", "24 horas"),
    (RIO_CLARO, "cookies", "What a cookie is", "Qué es una cookie"),
    (
        RIO_CLARO,
        "cookies",
        "The site of this privacy notice sets none of these cookies",
        "El sitio de este aviso de privacidad no instala ninguna de estas cookies",
    ),
    (RIO_CLARO, "choices", "At most 10 business days", "Como máximo, 10 días hábiles"),
    (
        ASHGROVE,
        "choices",
        "Complain To the State Education Department.",
        "Presentar una queja Ante el Departamento de Educación del Estado.",
    ),
    (
        STONEFIELD,
        "choices",
        "The Attorney General At most 30 days",
        "La Fiscalía General Como máximo, 30 días",
    ),
    # Promises and laws
    (
        RIO_CLARO,
        "index",
        "The library says on its website when its policy changes.",
        "La biblioteca avisa en su sitio web cuando cambia su política.",
    ),
    (RIO_CLARO, "laws", "staff who disclose a record can be fined", "puede recibir una multa"),
    # Companies
    (ASHGROVE, "companies", "How long it keeps data 3 years", "guarda los datos 3 años"),
    (
        ASHGROVE,
        "companies",
        "How to have data deleted there By writing to its privacy desk",
        "Cómo pedir que borre los datos Escribiendo a su oficina de privacidad",
    ),
    (
        ASHGROVE,
        "companies",
        "Contract on donations, March 2024",
        "Contrato sobre donaciones, marzo de 2024",
    ),
    (
        ASHGROVE,
        "companies",
        "What you type in yourself name; email address; payment card details",
        "Qué escribe usted nombre; correo electrónico; datos de la tarjeta de pago",
    ),
    # The name, and the language that decides
    (
        STONEFIELD,
        "about",
        "This is the privacy notice of the Stonefield Town Library.",
        "Este es el aviso de privacidad de la Biblioteca Municipal de Stonefield.",
    ),
    (
        RIO_CLARO,
        "about",
        "Where the languages differ, the text in Spanish decides.",
        "español",
    ),
]
