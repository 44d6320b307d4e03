"""Edits of articles as publishers make them, written for this set, with the kinds that they are of.

An edit names a base text, and what is put in the place of what; ``kinds`` is empty where a reader
would say that nothing changed.
"""

from dataclasses import dataclass

BASES: dict[str, tuple[str, str, str]] = {
    "raid": (
        "en",
        "Nine people freed from car wash in Marlow",
        "Nine people were freed from a car wash in Marlow on Tuesday, Thames Valley Police said. "
        "Two men, aged 34 and 51, were arrested on suspicion of human trafficking.\n\n"
        "The nine, all from Vietnam, were taken to a place of safety. Detective Inspector Helen "
        "Marsh said that they had been paid £2.50 an hour.\n\n"
        "“They slept in a container behind the site,” she said. A trial is not expected before "
        "spring.\n\n"
        "The site belongs to Brightwater Services, which runs 14 car washes in three counties. "
        "Its director, Alan Pryce, did not answer questions.",
    ),
    "report": (
        "en",
        "Referrals reach record in third quarter",
        "A total of 4,913 potential victims were referred in the third quarter of 2026, the Home "
        "Office said. That is 14 per cent more than a year before, when there were 4,316.\n\n"
        "Most of them, 58 per cent, said that they had been exploited in the United Kingdom. "
        "Labour exploitation was named most often.\n\n"
        "Albanian was the most common nationality, followed by British and Vietnamese. The "
        "median time to a decision was 526 days.\n\n"
        "The charity Lantern Trust called the waiting times a scandal. “Nobody can rebuild a life "
        "in a queue,” said its head, Ruth Okafor.",
    ),
    "court": (
        "en",
        "Gangmaster jailed for nine years",
        "A gangmaster who kept workers in debt was jailed for nine years at Leeds Crown Court on "
        "Friday. Marek Nowak, 47, had denied all charges.\n\n"
        "The court heard that he took the passports of 23 workers and charged each of them £3,000. "
        "Judge Farida Khan called it slavery.\n\n"
        "His wife, Ewa Nowak, was given a suspended sentence of 18 months. The prosecution said it "
        "would seek compensation for the victims.",
    ),
    "de": (
        "de",
        "Neun Arbeiter auf Baustelle befreit",
        "Die Polizei hat am Dienstag neun Arbeiter von einer Baustelle in Kassel befreit. Zwei "
        "Männer wurden festgenommen.\n\n"
        "Die Arbeiter stammen aus Vietnam und hatten seit fünf Monaten keinen Lohn erhalten. "
        "Staatsanwalt Jens Albrecht sprach von Zwangsarbeit.\n\n"
        "Der Zoll prüft nun 12 weitere Baustellen in Hessen. Die Gewerkschaft fordert mehr "
        "Kontrollen.",
    ),
    "fr": (
        "fr",
        "Neuf ouvriers libérés dans une ferme",
        "La police a libéré mardi neuf ouvriers agricoles dans une ferme près de Reims. Deux hommes "
        "ont été mis en examen pour traite des êtres humains.\n\n"
        "Les ouvriers dormaient dans un hangar sans chauffage, selon le procureur Luc Besnard. Ils "
        "étaient payés 20 euros par jour.\n\n"
        "Une association les héberge depuis mercredi.",
    ),
    "es": (
        "es",
        "Liberan a nueve trabajadores en un invernadero",
        "La policía liberó el martes a nueve trabajadores de un invernadero en Almería. Dos hombres "
        "fueron detenidos por trata de personas.\n\n"
        "Los trabajadores cobraban 15 euros al día, según la fiscal Carmen Ortega. La empresa no "
        "quiso hacer declaraciones.",
    ),
    "it": (
        "it",
        "Nove braccianti liberati in una serra",
        "I carabinieri hanno liberato martedì nove braccianti in una serra vicino a Foggia. Due "
        "uomini sono stati arrestati per sfruttamento.\n\n"
        "I braccianti lavoravano 12 ore al giorno, ha detto il procuratore Paolo Rinaldi.",
    ),
    "pt": (
        "pt",
        "Nove trabalhadores resgatados em fazenda",
        "Fiscais resgataram na terça-feira nove trabalhadores de uma fazenda no Pará. Dois homens "
        "foram presos.\n\n"
        "Os trabalhadores bebiam água de um córrego, disse a auditora Luciana Prado. A multa pode "
        "chegar a 200 mil reais.",
    ),
    "nl": (
        "nl",
        "Negen arbeiders bevrijd uit kas",
        "De politie heeft dinsdag negen arbeiders uit een kas in het Westland bevrijd. Twee mannen "
        "zijn aangehouden.\n\n"
        "De arbeiders sliepen in een schuur, zei officier van justitie Karin de Wit.",
    ),
    "sv": (
        "sv",
        "Nio bärplockare fritagna i Västerbotten",
        "Polisen fritog i tisdags nio bärplockare i Västerbotten. Två män greps misstänkta för "
        "människohandel.\n\nPlockarna hade arbetat i elva veckor utan lön, säger åklagare Maria Lund.",
    ),
    "pl": (
        "pl",
        "Dziewięciu robotników uwolnionych z fermy",
        "Policja uwolniła we wtorek dziewięciu robotników z fermy pod Poznaniem. Zatrzymano dwóch "
        "mężczyzn.\n\nRobotnicy pracowali 14 godzin dziennie, powiedział prokurator Adam Zieliński.",
    ),
    "ru": (
        "ru",
        "Девять рабочих освобождены на кирпичном заводе",
        "Полиция освободила во вторник девять рабочих на кирпичном заводе под Тверью. Задержаны "
        "двое мужчин.\n\nУ рабочих отобрали паспорта, сообщил следователь Игорь Петров. Им не "
        "платили 7 месяцев.",
    ),
    "tr": (
        "tr",
        "Tekstil atölyesinde dokuz işçi kurtarıldı",
        "Polis salı günü İzmir'de bir tekstil atölyesinde dokuz işçiyi kurtardı. İki kişi gözaltına "
        "alındı.\n\nİşçiler 16 saat çalıştırılıyordu, dedi savcı Murat Kaya.",
    ),
    "ar": (
        "ar",
        "تحرير تسعة عمال من مصنع",
        "حررت الشرطة يوم الثلاثاء تسعة عمال من مصنع قرب المدينة. وأوقفت رجلين.\n\n"
        "وكان العمال ينامون في مستودع بلا نوافذ، قال القاضي سمير حداد. ولم يتقاضوا أجورهم منذ 5 أشهر.",
    ),
    "zh": (
        "zh",
        "警方解救九名工人",
        "警方周二在一家砖厂解救了九名工人。两名男子被逮捕。\n\n"
        "工人们每天工作14个小时，没有拿到工资。检察官表示，案件将移交法院审理。",
    ),
    "ja": (
        "ja",
        "縫製工場で実習生9人を保護",
        "警察は火曜日、縫製工場で働いていた技能実習生9人を保護した。社長の男が逮捕された。\n\n"
        "実習生は1日15時間働かされていたという。工場側の田中氏は取材に応じていない。",
    ),
    "ko": (
        "ko",
        "양식장에서 노동자 9명 구조",
        "경찰은 화요일 양식장에서 노동자 9명을 구조했다. 업주 두 명이 체포됐다.\n\n"
        "노동자들은 하루 14시간 일했다. 검찰은 인신매매 혐의를 적용했다.",
    ),
    "hi": (
        "hi",
        "ईंट भट्ठे से नौ मजदूर मुक्त",
        "पुलिस ने मंगलवार को एक ईंट भट्ठे से 9 मजदूरों को मुक्त कराया। दो लोगों को गिरफ्तार किया गया।\n\n"
        "मजदूरों को 6 महीने से वेतन नहीं मिला था।",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit: in ``base`` each first of ``changes`` is the second; ``title`` replaces all."""

    id: str
    base: str
    kinds: frozenset[str]
    changes: tuple[tuple[str, str], ...] = ()
    title: str | None = None
    text: str | None = None
    append: str = ""
    before_append: str = ""

    def states(self) -> tuple[str, str, str, str, str]:
        """Return language, and title and text of both states."""
        language, title, text = BASES[self.base]
        now = text if self.text is None else self.text
        for old, new in self.changes:
            assert old in now, (self.id, old)
            now = now.replace(old, new)
        return (
            language,
            title,
            text + self.before_append,
            (title if self.title is None else self.title),
            now + self.append,
        )


def _edit(id_: str, base: str, kinds: str, *changes: tuple[str, str], **more: str) -> Edit:
    return Edit(id=id_, base=base, kinds=frozenset(kinds.split()), changes=changes, **more)


_NOISE = (
    _edit("quotes", "raid", "", ("“They slept in a container behind the site,”",
                                  '"They slept in a container behind the site,"')),
    _edit("blanks", "raid", "", ("Helen Marsh", "Helen\u00a0Marsh")),
    _edit("one paragraph", "raid", "", ("\n\n", " ")),
    _edit("apostrophes and soft hyphens", "court", "", ("passports", "pass\u00adports")),
    _edit("dashes", "report", "", ("“Nobody can rebuild a life in a queue,”", "«Nobody can rebuild a life in a queue,»")),
    _edit("updated line", "raid", "", append="\n\nUpdated 5 hours ago",
          before_append="\n\nUpdated 3 hours ago"),
    _edit("updated line comes", "raid", "", append="\n\nLast updated on 19 November 2026 at 14:05 GMT"),
    _edit("updated line goes", "report", "", before_append="\n\nThis page was last updated on 3 May 2026."),
    _edit("comments", "raid", "", append="\n\n27 comments", before_append="\n\n12 comments"),
    _edit("shares", "court", "", append="\n\n1,284 shares", before_append="\n\n963 shares"),
    _edit("views", "court", "", append="\n\nViewed 4,511 times"),
    _edit("reading time", "report", "", append="\n\n4 min read", before_append="\n\n3 min read"),
    _edit("most read", "raid", "",
          append="\n\nMost read\n\nStorm closes the coast road\n\nCup draw: who plays whom\n\n"
          "Council to sell the old baths",
          before_append="\n\nMost read\n\nFerry timetable changes\n\nFive ways to save on heating"),
    _edit("related list", "court", "",
          append="\n\nRelated stories\n\nFarm owner denies trafficking 12 workers\n\n"
          "Gangmaster licensing: what changes"),
    _edit("headlines at the end", "raid", "",
          append="\n\nPolice name new chief constable\n\nBus fares rise in January\n\nSnow expected by Friday"),
    _edit("advertisement", "raid", "", ("spring.\n\n", "spring.\n\nAdvertisement\n\n")),
    _edit("newsletter", "report", "", append="\n\nSign up to our newsletter for a story like this each week."),
    _edit("subscribe", "court", "", append="\n\nSubscribe now for £2 a week and read on."),
    _edit("capitals", "court", "", ("Leeds Crown Court", "LEEDS CROWN COURT")),
    _edit("fr updated", "fr", "",
          append="\n\nMis à jour le 18 novembre 2026 à 9h30"),
    _edit("de updated", "de", "", append="\n\nAktualisiert am 19. November 2026 um 11:20 Uhr",
          before_append="\n\nAktualisiert am 18. November 2026 um 09:02 Uhr"),
    _edit("de most read", "de", "", append="\n\nMeistgelesen\n\nStau auf der A7\n\nWetter: Schnee in Sicht"),
    _edit("es updated", "es", "", append="\n\nActualizado hace 4 horas",
          before_append="\n\nActualizado hace 2 horas"),
    _edit("es more", "es", "", append="\n\nTe puede interesar\n\nEl tiempo para el fin de semana"),
    _edit("ru updated", "ru", "", append="\n\nОбновлено 19.11.2026 в 12:40"),
    _edit("ru views", "ru", "", append="\n\n1532 просмотров", before_append="\n\n1101 просмотров"),
    _edit("zh updated", "zh", "", append="\n\n更新时间：2026年11月19日 12:30",
          before_append="\n\n更新时间：2026年11月18日 08:10"),
    _edit("ja updated", "ja", "", append="\n\n最終更新：11月19日 12時30分"),
    _edit("ar updated", "ar", "", append="\n\nآخر تحديث 19 نوفمبر 2026"),
    _edit("pt comments", "pt", "", append="\n\n35 comentários", before_append="\n\n4 comentários"),
    _edit("it published", "it", "", append="\n\nPubblicato il 18 novembre 2026 alle 10:15"),
    _edit("title quotes", "raid", "", title="Nine people freed from car wash in\u00a0Marlow"),
    _edit("nothing", "report", ""),
    _edit("paragraphs moved", "report", "",
          text="Albanian was the most common nationality, followed by British and Vietnamese. The "
          "median time to a decision was 526 days.\n\n"
          "A total of 4,913 potential victims were referred in the third quarter of 2026, the Home "
          "Office said. That is 14 per cent more than a year before, when there were 4,316.\n\n"
          "Most of them, 58 per cent, said that they had been exploited in the United Kingdom. "
          "Labour exploitation was named most often.\n\n"
          "The charity Lantern Trust called the waiting times a scandal. “Nobody can rebuild a life "
          "in a queue,” said its head, Ruth Okafor."),
)  # fmt: skip
_NUMBERS = (
    _edit("nine eleven", "raid", "number", ("Nine people were", "Eleven people were"),
          ("The nine,", "The eleven,")),
    _edit("age", "raid", "number", ("aged 34 and 51", "aged 34 and 52")),
    _edit("wage", "raid", "number", ("£2.50", "£3.50")),
    _edit("digits swapped", "report", "number", ("4,913", "4,931")),
    _edit("per cent", "report", "number", ("14 per cent", "16 per cent")),
    _edit("quarter's year", "report", "number", ("of 2026", "of 2025")),
    _edit("days", "report", "number", ("526 days", "562 days")),
    _edit("sentence", "court", "number headline", ("nine years", "ten years"),
          title="Gangmaster jailed for ten years"),
    _edit("fee", "court", "number", ("£3,000", "£30,000")),
    _edit("number gone", "court", "number", ("of 23 workers", "of the workers")),
    _edit("million", "court", "number", ("£3,000", "£3 million")),
    _edit("number and wording", "raid", "number wording", ("Two men,", "Three men,"),
          ("did not answer questions", "declined to comment")),
    _edit("spelled to digits", "raid", "wording", ("Nine people were", "9 people were")),
    _edit("weekday", "raid", "number", ("on Tuesday", "on Wednesday")),
    _edit("year of age", "court", "number", ("47", "74")),
    _edit("de number", "de", "number", ("neun Arbeiter", "elf Arbeiter")),
    _edit("de months", "de", "number", ("fünf Monaten", "sieben Monaten")),
    _edit("de sites", "de", "number", ("12 weitere", "21 weitere")),
    _edit("fr number", "fr", "number", ("neuf ouvriers", "onze ouvriers")),
    _edit("fr euros", "fr", "number", ("20 euros", "30 euros")),
    _edit("es number", "es", "number", ("nueve trabajadores", "once trabajadores")),
    _edit("it hours", "it", "number", ("12 ore", "14 ore")),
    _edit("pt fine", "pt", "number", ("200 mil", "300 mil")),
    _edit("nl number", "nl", "number", ("negen arbeiders", "twaalf arbeiders")),
    _edit("sv weeks", "sv", "number", ("elva veckor", "sju veckor")),
    _edit("pl number", "pl", "number", ("dziewięciu robotników", "jedenastu robotników")),
    _edit("ru number", "ru", "number", ("девять рабочих", "двенадцать рабочих")),
    _edit("ru months", "ru", "number", ("7 месяцев", "9 месяцев")),
    _edit("tr number", "tr", "number", ("dokuz işçiyi", "on işçiyi")),
    _edit("ar number", "ar", "number", ("تسعة عمال", "عشرة عمال")),
    _edit("ar months", "ar", "number", ("5 أشهر", "٨ أشهر")),
    _edit("zh number", "zh", "number", ("解救了九名", "解救了十二名")),
    _edit("zh hours", "zh", "number", ("14个", "16个")),
    _edit("ja number", "ja", "number", ("実習生9人", "実習生11人")),
    _edit("ko number", "ko", "number", ("9명을", "12명을")),
    _edit("hi number", "hi", "number", ("9 मजदूरों", "12 मजदूरों")),
)  # fmt: skip
_NAMES = (
    _edit("surname", "raid", "name", ("Helen Marsh", "Helen Walsh")),
    _edit("first name", "court", "name", ("Ewa Nowak", "Anna Nowak")),
    _edit("company", "raid", "name", ("Brightwater Services", "Clearwater Services")),
    _edit("force", "raid", "name", ("Thames Valley Police", "Hampshire Police")),
    _edit("nationality", "raid", "name", ("from Vietnam", "from Albania")),
    _edit("name taken out", "raid", "name", ("Its director, Alan Pryce,", "Its director")),
    _edit("victim not named", "court", "name", ("His wife, Ewa Nowak, was", "His wife was")),
    _edit("place", "court", "name", ("Leeds Crown Court", "Bradford Crown Court")),
    _edit("spelling", "report", "name", ("Okafor", "Okonkwo")),
    _edit("name and number", "court", "name number", ("Marek Nowak, 47", "Marek Nowicki, 48")),
    _edit("de name", "de", "name", ("Jens Albrecht", "Jens Ulbricht")),
    _edit("de place", "de", "name", ("in Kassel", "in Göttingen")),
    _edit("fr name", "fr", "name", ("Luc Besnard", "Luc Bernard")),
    _edit("es name", "es", "name", ("Carmen Ortega", "Carmen Ortiz")),
    _edit("it place", "it", "name", ("vicino a Foggia", "vicino a Bari")),
    _edit("pt name", "pt", "name", ("Luciana Prado", "Luciana Pardo")),
    _edit("pl name", "pl", "name", ("Adam Zieliński", "Adam Zawadzki")),
    _edit("ru name", "ru", "name", ("Игорь Петров", "Игорь Перов")),
    _edit("ar name", "ar", "name", ("القاضي سمير حداد", "القاضي سمير حمدان")),
    _edit("ja name", "ja", "name", ("田中氏", "中田氏")),
    _edit("she for the name", "raid", "wording", ("Detective Inspector Helen Marsh said", "She said"),
          append="\n\nHelen Marsh leads the inquiry."),
    _edit("name added", "raid", "wording", ("Two men, aged", "Two men from Slough, aged")),
)  # fmt: skip
_HEADLINES = (
    _edit("headline", "raid", "headline", title="Slaves at the car wash: police free workers"),
    _edit("headline softened", "court", "headline", title="Gangmaster jailed over debt of workers"),
    _edit("headline number", "raid", "headline number", title="Eleven people freed from car wash in Marlow"),
    _edit("headline scare quotes", "report", "headline", title="Referrals reach ‘record’ in third quarter"),
    _edit("de headline", "de", "headline", title="Razzia auf Baustelle in Kassel"),
    _edit("fr headline", "fr", "headline", title="Traite : des ouvriers libérés près de Reims"),
    _edit("zh headline", "zh", "headline", title="砖厂工人获救"),
    _edit("ar headline", "ar", "headline", title="الشرطة تحرر عمالا من مصنع"),
    _edit("headline and wording", "es", "headline wording", ("no quiso hacer", "rehusó hacer"),
          title="Trata en Almería: trabajadores liberados"),
)  # fmt: skip
_NOTICES = (
    _edit("correction", "raid", "correction",
          append="\n\nCorrection: an earlier version of this article gave a wrong number of workers."),
    _edit("amended", "report", "correction number", ("4,316", "4,361"),
          append="\n\nThis article was amended on 20 November 2026 to correct last year's figure."),
    _edit("clarification", "court", "correction",
          append="\n\nClarification: Ewa Nowak was not accused of taking passports."),
    _edit("editor's note", "report", "correction",
          append="\n\nEditor's note: the median was computed anew after publication."),
    _edit("de Korrektur", "de", "correction",
          append="\n\nKorrektur: In einer früheren Version hieß es, die Arbeiter stammten aus Laos."),
    _edit("de Anmerkung", "de", "correction",
          append="\n\nAnmerkung der Redaktion: Wir haben den Ort berichtigt."),
    _edit("fr version", "fr", "correction",
          append="\n\nUne première version de cet article indiquait que les ouvriers étaient dix."),
    _edit("es fe de erratas", "es", "correction",
          append="\n\nFe de erratas: el invernadero está en Almería y no en Murcia."),
    _edit("pt erramos", "pt", "correction",
          append="\n\nErramos: a fazenda fica no Pará, e não no Maranhão."),
    _edit("nl eerdere versie", "nl", "correction",
          append="\n\nIn een eerdere versie van dit bericht stond een verkeerde plaats."),
    _edit("sv rättelse", "sv", "correction", append="\n\nRättelse: Åklagarens namn var felstavat."),
    _edit("ru", "ru", "correction", append="\n\nУточнение: в предыдущей версии новости был назван другой город."),
    _edit("zh 更正", "zh", "correction", append="\n\n更正：本文早前版本的地点有误。"),
    _edit("ja 訂正", "ja", "correction", append="\n\n訂正：当初の記事で人数に誤りがありました。"),
    _edit("ko 정정", "ko", "correction", append="\n\n정정: 이전 기사에서 장소가 잘못 표기됐습니다."),
    _edit("retracted", "report", "retraction",
          append="\n\nThis article has been retracted because its figures could not be verified."),
    _edit("emptied", "court", "retraction wording",
          text="This article has been removed following a legal complaint."),
    _edit("retracted in headline", "report", "retraction headline",
          title="RETRACTED: Referrals reach record in third quarter"),
    _edit("we withdraw", "raid", "retraction",
          append="\n\nWe have withdrawn this story and apologise to Brightwater Services."),
    _edit("de zurückgezogen", "de", "retraction",
          append="\n\nDieser Artikel wurde zurückgezogen, weil sich eine Quelle als falsch erwies."),
    _edit("fr retiré", "fr", "retraction wording", text="Cet article a été retiré à la demande du parquet."),
    _edit("es retirado", "es", "retraction wording", text="Este artículo ha sido retirado por la redacción."),
    _edit("zh 撤回", "zh", "retraction wording", text="本文已撤回。"),
    _edit("no notice of the page", "court", "wording",
          append="\n\nThe judge corrected the record: the fee had been agreed beforehand."),
)  # fmt: skip
_WORDINGS = (
    _edit("sentence added", "raid", "wording", append="\n\nThe two men were released on bail."),
    _edit("sentence taken out", "raid", "wording", (" A trial is not expected before spring.", "")),
    _edit("softened", "court", "wording", ("called it slavery", "called it a grave wrong")),
    _edit("comma", "report", "wording", ("Most of them, 58 per cent, said", "Most of them (58 per cent) said")),
    _edit("typo", "raid", "wording", ("place of safety", "safe place")),
    _edit("split", "court", "wording",
          ("passports of 23 workers and charged", "passports of 23 workers. He charged")),
    _edit("added number in a new sentence", "report", "wording",
          append="\n\nThe next figures are due in February, the department said in a note."),
    _edit("de wording", "de", "wording", ("fordert mehr Kontrollen", "verlangt mehr Kontrollen")),
    _edit("de noun", "de", "wording", ("von einer Baustelle", "von einem Bauhof")),
    _edit("fr wording", "fr", "wording", ("sans chauffage", "sans eau ni chauffage")),
    _edit("es wording", "es", "wording", ("no quiso hacer declaraciones", "guardó silencio")),
    _edit("it added", "it", "wording", append="\n\nLa procura ha aperto un fascicolo."),
    _edit("ru wording", "ru", "wording", ("отобрали паспорта", "забрали паспорта")),
    _edit("tr added", "tr", "wording", append="\n\nAtölye mühürlendi."),
    _edit("ar wording", "ar", "wording", ("بلا نوافذ", "بلا نوافذ أو ماء")),
    _edit("zh added", "zh", "wording", append="当地政府表示将协助工人返乡。"),
    _edit("ja wording", "ja", "wording", ("取材に応じていない", "コメントを拒んだ")),
    _edit("ko added", "ko", "wording", append=" 노동자들은 쉼터로 옮겨졌다."),
    _edit("hi wording", "hi", "wording", ("वेतन नहीं मिला था", "कोई मजदूरी नहीं मिली थी")),
)  # fmt: skip

EDITS: tuple[Edit, ...] = (*_NOISE, *_NUMBERS, *_NAMES, *_HEADLINES, *_NOTICES, *_WORDINGS)
