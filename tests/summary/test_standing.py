"""Which sentences can be read by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.summary.standing import stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "Police freed eleven workers from a fish plant in Saltmere on Sunday night.",
        "LONDON, 3 May (Reuters) - Britain recorded 19,125 potential victims of slavery last year.",
        "MIAMI — Prosecutors charged two men with trafficking on Monday.",
        "“The wait is far too long,” Dana Orme, the ombudsman, told peers on Monday.",
        'The amendment says "within two working days".',
        "This report sets out what 611 harvest workers told us between August and October.",
        "Those who were referred had waited 480 days on average.",
        "It is estimated that 50 million people live in modern slavery.",
        "In 2025 cases of forced labour rose to a record in every county.",
        "It is claimed that the farm kept the passports of forty workers.",
        "The head teacher, Dana Orme (pictured), told the court of the debts.",
        "The owner was allegedly pictured beating a worker in the yard.",
        "Her Majesty's inspectors found the doors locked from the outside.",
        "Under section 45 a victim has a defence (see the Act of 2015).",
        "The number of calls to the helpline rose by 13 per cent.",
        "Figures published by the Home Office show that referrals rose by a third.",
        "Ministers must listen to survivors before the bill is passed.",
        "All three ministers said that the law would be changed.",
    ],
)
def test_whole_statements_stand(text: str) -> None:
    assert stands_alone(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He said that the wait was far too long for anybody.", id="pronoun"),
        pytest.param(
            "In two cases children were taken into the care of the county.", id="of which"
        ),
        pytest.param("Their passports had been locked away for months.", id="whose"),
        pytest.param("However, the ministry has no money for case workers.", id="however"),
        pytest.param("But the ministry has no money for case workers.", id="but"),
        pytest.param("In addition, the court ordered the owners to pay.", id="in addition"),
        pytest.param("When they were found, the men had been unpaid for months.", id="when they"),
        pytest.param("These figures are the highest since records began.", id="these"),
        pytest.param("All three are to appear at the crown court in May.", id="all three"),
        pytest.param("The latter will be published in the spring of 2027.", id="the latter"),
        pytest.param("“The wait is far too long for anybody,” she said.", id="she said"),
        pytest.param("The minister and the peers will never do that.", id="do that"),
        pytest.param("The law, he said, is too weak to protect anybody.", id="he said inside"),
        pytest.param(
            "LONDON (Reuters) - He was sent to prison for two years.", id="after dateline"
        ),
    ],
)
def test_sentences_that_point_back_do_not(text: str) -> None:
    assert not stands_alone(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Police free eleven workers from fish plant in Saltmere", id="heading"),
        pytest.param("POLICE FREE ELEVEN WORKERS FROM A FISH PLANT IN SALTMERE.", id="capitals"),
        pytest.param("“The wait is far too long, the ombudsman told the peers.", id="quote cut"),
        pytest.param("The wait is far too long” for anybody, the peers were told.", id="quote end"),
        pytest.param("The wait 'is far too long for anybody, the peers were told.", id="single"),
        pytest.param("The wait (far too long for anybody was told to peers.", id="bracket"),
        pytest.param("of the referrals that were made in the last quarter.", id="middle"),
        pytest.param("Inspectors found eleven workers in the plant and then …", id="cut short"),
        pytest.param("The inspectors spoke with the owner and with Mr.", id="abbreviation"),
        pytest.param("By Dana Orme.", id="byline"),
        pytest.param("By Dana Orme and Liam Pike.", id="two bylines"),
        pytest.param("Saltmere, Monday.", id="dateline only"),
        pytest.param("Photo: the fish plant in Saltmere, seen from the harbour.", id="caption"),
        pytest.param("Workers leave the plant on Monday (pictured, the gate).", id="pictured"),
        pytest.param("We use cookies to give you the best experience of our site.", id="cookies"),
        pytest.param("Sign up to our newsletter and never miss a story.", id="newsletter"),
        pytest.param("Read more about the raid on the fish plant here.", id="read more"),
        pytest.param("Reporting by Dana Orme in Saltmere; editing by Liam Pike.", id="desk"),
        pytest.param("Executive summary ........................ 4.", id="contents"),
        pytest.param("Q1 1,201 1,305 1,402 1,500 Q2 1,600 1,650 1,700 1,800.", id="row"),
        pytest.param("Table 3: referrals by nationality and by quarter, 2026.", id="table"),
        pytest.param("Several pictures provided by the court, as part of the files.", id="picture"),
        pytest.param("An undated photo released by police shows the fish plant.", id="photo"),
        pytest.param(
            "This paper is structured as follows: it begins with methods.", id="structure"
        ),
        pytest.param("NOTE: Where it is feasible, a syllabus will be released.", id="notice"),
        pytest.param("A preview of the report was shared with paying subscribers.", id="paying"),
        pytest.param(
            "Key findings\nThe number of referrals rose by nine per cent.", id="heading in"
        ),
        pytest.param("The guidance is at https://www.example.org/guidance for all.", id="address"),
        pytest.param(
            "What is modern slavery and how does it differ from smuggling?", id="question"
        ),
        pytest.param("", id="nothing"),
        pytest.param("…", id="a mark"),
    ],
)
def test_what_is_no_whole_sentence_does_not(text: str) -> None:
    assert not stands_alone(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("英国内政部周四公布的数据显示，去年共有一万九千人被确认为现代奴役的潜在受害者。", "zh"),
        ("警察は日曜日の夜、水産加工場で働かされていた十一人を保護した。", "ja"),
        ("أعلنت وزارة الداخلية أن عدد ضحايا الاتجار بالبشر ارتفع هذا العام.", "ar"),
        ("Полиция освободила одиннадцать рабочих на рыбном заводе в воскресенье.", "ru"),
        ("La police a libéré onze travailleurs dans une usine de poisson dimanche.", "fr"),
        ("Die Polizei befreite am Sonntag elf Arbeiter aus einer Fischfabrik.", "de"),
        ("पुलिस ने रविवार को मछली कारखाने से ग्यारह मज़दूरों को छुड़ाया।", "hi"),
        ("Der Minister nannte das „eine Schande“ und versprach mehr Geld.", "de"),
        ("Rzecznik mówił o „pracy przymusowej” i o wielu ofiarach.", "pl"),
        ("De tre mennene ble dømt for menneskehandel i Oslo tingrett.", "no"),
        ("I fredags greps två män misstänkta för människohandel i Malmö.", "sv"),
    ],
)
def test_other_scripts_and_languages_stand_too(text: str, language: str) -> None:
    assert stands_alone(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cependant, le ministère n'a pas d'argent pour les agents.", "fr"),
        ("Außerdem wurden die Pässe der Arbeiter eingezogen.", "de"),
        ("Sin embargo, los trabajadores no recibieron su salario.", "es"),
        ("Der Minister nannte das „eine Schande und versprach mehr Geld.", "de"),
        ("Con esas palabras describió el ministro la situación de las víctimas.", "es"),
        ("Samtidigt greps två män misstänkta för människohandel.", "sv"),
        ("Dette er det høyeste tallet som politiet har målt.", "no"),
        ("Jednak policja nie znalazła żadnych dokumentów ofiar.", "pl"),
        ("Также у рабочих отобрали паспорта и не платили денег.", "ru"),
        ("وأضاف أن عدد الضحايا ارتفع هذا العام إلى حد كبير.", "ar"),
    ],
)
def test_other_languages_point_back_in_their_own_words(text: str, language: str) -> None:
    assert not stands_alone(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("警方周一在港口城市的鱼厂解救了十一名被迫劳动的工人，并逮捕了厂主。", "zh"),
        ("据BBC News报道，警方周一解救了十一名被迫劳动的工人。", "zh"),
        ("警察は日曜日の夜、水産加工場で働かされていた十一人を保護したと発表した。", "ja"),
        ("ตำรวจช่วยแรงงานสิบเอ็ดคนออกจากโรงงานปลาเมื่อคืนวันอาทิตย์", "th"),
        ("ရဲက တနင်္လာနေ့တွင် ငါးစက်ရုံမှ အလုပ်သမား ၁၁ ဦးကို ကယ်တင်ခဲ့သည်။", "my"),
        ("أنقذت الشرطة (CNN) أحد عشر عاملا من مصنع للأسماك يوم الاثنين.", "ar"),
        ('המשטרה שחררה אחד עשר עובדים ממפעל דגים של חברה מארה"ב ביום שני.', "he"),
        ("पुलिस ने सोमवार को मछली कारखाने से ग्यारह मज़दूरों को छुड़ाया।", "hi"),
    ],
)
def test_sentence_of_another_script_stands_alone(text: str, language: str) -> None:
    assert stands_alone(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("他说警方周一在港口城市的鱼厂解救了十一名被迫劳动的工人。", "zh"),
        ("しかし警察は日曜日の夜、十一人を保護したと発表した。", "ja"),
        ("เขากล่าวว่าตำรวจช่วยแรงงานสิบเอ็ดคนออกจากโรงงานปลาเมื่อคืน", "th"),
        ("그는 경찰이 월요일 공장에서 노동자 11명을 구출했다고 말했다.", "ko"),
        ("هو قال إن الشرطة أنقذت أحد عشر عاملا يوم الاثنين.", "ar"),
        ("उन्होंने कहा कि पुलिस ने सोमवार को ग्यारह मज़दूरों को छुड़ाया।", "hi"),
        ("Ωστόσο η αστυνομία ελευθέρωσε έντεκα εργάτες τη Δευτέρα.", "el"),
        ("Ancak polis pazartesi günü on bir işçiyi kurtardı.", "tr"),
        ("Er sagte, die Polizei habe am Montag elf Arbeiter befreit.", "de"),
        ("Sin embargo, la policía liberó a once trabajadores el lunes.", "es"),
        ("Il a dit que la police avait libéré onze ouvriers lundi.", "fr"),
    ],
)
def test_sentence_of_another_language_that_points_back_does_not(text: str, language: str) -> None:
    assert not stands_alone(text, language)


@given(st.text(max_size=80), st.text(max_size=4))
def test_any_text_in_any_language_is_judged(text: str, language: str) -> None:
    assert stands_alone(text, language) in (True, False)
