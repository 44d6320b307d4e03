"""Words that say how a sentence is built and not what it is about."""

from functools import cache

# Hand-written: the function words of each language, and for English those of reporting, which
# headlines of unlike events share ("says", "after", "new").
_LISTS = {
    "en": """a about above after again against ago all also although am amid among an and another
        any are around as at be because been before being below between both but by came can cannot
        come could did do does doing down due during each either else even ever every few first for
        former from further get got had has have having he her here hers herself him himself his
        how however i if in into is it its itself just last least less like made make many may me
        might more most much must my near new next no nor not now of off often on once one only or
        other our ours out over own part per put said same say saying says see several she should
        show since so some still such take than that the their theirs them themselves then there
        these they this those three through to told too toward towards two under until up upon us
        use very via was way we week well were what when where whether which while who whom whose
        why will with within without would year yet you your yours yesterday today tomorrow monday
        tuesday wednesday thursday friday saturday sunday""",
    "fr": """a ai ainsi alors apres au aussi autre aux avait avant avec avoir c car ce ceci cela ces
        cet cette ceux chez comme contre d dans de depuis des deux donc dont du elle elles en entre
        est et etait etaient ete etre eu fait il ils j je l la le les leur leurs lors lui m mais me
        meme n ne ni nos notre nous on ont ou par pas pendant peut plus pour qu quand que qui s sa
        sans se selon ses si son sont sous sur t tous tout toute tres un une vers vos votre vous
        y""",
    "de": """aber alle allem allen aller als also am an andere auch auf aus bei beim bereits bis bin
        da damit dann das dass dem den der des die dies diese diesem diesen dieser dieses doch dort
        du durch ein eine einem einen einer eines er es etwa fur gegen gegenuber habe haben hat
        hatte hatten hier ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jahr jahre je
        jetzt kann kein keine konnen mehr mein mit muss nach nicht noch nun nur ob oder ohne sagte
        schon sehr sei sein seine seinem seinen seiner seit sich sie sind so soll sowie uber um und
        uns unter vom von vor war waren was wegen weil weiter wenn wer werden wie wieder will wird
        wo wurde wurden zu zum zur zwei zwischen""",
    "es": """a al algo ante antes asi aun aunque cada como con contra cual cuando de del desde donde
        dos durante e el ella ellas ellos en entre era eran es esa ese eso esta estaba estan este
        esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy ni
        no nos o otra otro otros para pero por porque que quien se segun ser si sido sin sobre son
        su sus tambien tanto te tiene tienen todo todos tras tu un una uno unos y ya yo""",
    "it": """a ad agli ai al alla alle allo anche avere aveva c che chi ci come con contro cui da
        dagli dai dal dalla dalle de degli dei del dell della delle dello di dopo due e ed era erano
        essere fa fra gli ha hanno ho i il in io l la le lei li lo loro lui ma mentre ne negli nei
        nel nell nella nelle no noi non o ogni per perche piu prima quando quella quello questa
        questo se sei senza si sia sono sotto stata stato su sua sue sugli sui sul sulla suo suoi
        tra tutti un una uno vi""",
    "pt": """a ao aos apos as ate com como contra da das de depois do dois dos e ela elas ele eles
        em entre era essa esse esta este eu foi foram ha isso isto ja la lhe mais mas me mesmo muito
        na nao nas nem no nos o os ou para pela pelas pelo pelos por porque quando que quem sao se
        sem ser seu seus so sobre sua suas tambem te tem ter um uma vos""",
}  # fmt: skip


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return the folded stop words of *language*; empty where we have no list."""
    return frozenset(_LISTS.get(language, "").split())


def is_stopword(form: str, language: str) -> bool:
    """Whether the folded *form* says nothing of what a text is about.

    Where we have no list, letters are too few to tell: one or two in an alphabet say little.
    """
    known = stopwords(language)
    if known:
        return form in known or (len(form) == 1 and form.isalpha() and form.isascii())
    return len(form) <= 2 and form.isalpha() and ord(form[0]) < 0x2E80  # CJK starts there
