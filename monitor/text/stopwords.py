"""Words that say how a sentence is built and not what it is about."""

from functools import cache

from monitor.text.words import fold, is_unspaced

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
    "ar": """في من على الى عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت يكون قد لا لم لن ما
        او ثم بعد قبل بين حتى كل بعض غير عند منذ خلال حول ضد ان انه انها كما حيث لكن هو هي هم
        وقد وكان وقال قال قالت وقالت اضاف واضاف وفي ومن وعلى اي ايضا اكثر نحو لدى عندما""",
    "el": """ο η το οι τα του της των τον την τη και κι σε στο στη στην στον στα στις στους με
        για απο ως να θα που δεν μη αλλα ειναι ηταν εχει εχουν ειχε αυτο αυτη αυτος αυτα οπως
        οτι αν η ενω κατα μετα προς μια ενα ενας μας του τους τις πολυ πιο μονο οταν επισης
        μεταξυ καθως""",
    "fa": """و در به از كه اين آن با را براي تا بر يك هم نيز اما يا هر بود شد است هست شده كرد
        كرده گفت مي خود او آنها ما شما پس پيش بين روي ديگر بايد همه هاي ها اند شود كند""",
    "he": """של את על אל עם כי לא הוא היא הם הן זה זו זאת אלה אשר או גם אבל רק כל כך יש אין
        היה היתה היו אם מן אך לפי בין עד אחרי לפני אמר אמרה כדי יותר מאוד שלא הוא""",
    "hi": """का के की को में से और है हैं था थे थी ने पर यह वह इस उस ये वे कि भी तो ही हो एक
        या जो कर करने किया कहा लिए साथ बाद नहीं अपने गया गई गए रहा रहे रही तक द्वारा""",
    "ko": """그 이 저 것 수 등 및 또 더 한 그리고 그러나 하지만 또한 이번 있는 있다 했다 한다
        대한 위해 따르면 밝혔다 말했다 전했다 지난 통해""",
    "nl": """aan al als bij dan dat de deze die dit door een en er geen haar had heeft hebben
        hem het hij hun ik in is je kan maar meer met na naar niet nog nu of om onder ook op
        over te tegen tot uit van veel voor was wat we werd wie wij worden wordt ze zei zich
        zij zijn zo zou""",
    "pl": """a aby ale bardzo bez bo by byc byl byla bylo byly co czy dla do gdy gdzie go i
        ich im in inne ja jak jako jednak jego jej jest jeszcze juz kiedy ktora ktore ktory
        ktorych lub ma maja miedzy moze na nad nie nich niz no o od oraz po pod podczas przed
        przez przy sa sie swoje ta tak takze tam te tego tej ten to tu tych tylko tym w wedlug
        wiec wraz z za ze zostal""",
    "ru": """а без более был была были было быть в во все всех вы где для до его ее если есть
        еще же за и из или им их к как ко когда которая которого которые который ли между мы
        на над не нет но о об он она они от очень по под после при про с сказал сказала со так
        также там то тоже только у уже что чтобы эти это этого этой этот""",
    "sv": """alla att av blev den det de dem denna dessa detta dig du efter ej eller en ett
        fran for ha hade han har hon i inte jag kan kommer man med men mot nar nu och om pa sa
        sade sedan sig sin sina som till under upp ut var vi vid vilken ar over""",
    "tr": """acaba ama ancak bazi bir biri bu bunu bunun cok cunku da daha de degil diye en
        gibi gore ha hem her icin ile ise kadar ki mi ne o oldu oldugu olan olarak oldugunu
        onu onun sonra su tarafindan uzere ve veya ya yani dedi soyledi""",
    "uk": """а але без був була були було бути в ви вже все для до з за й його і із або їх як
        коли який яка які на над не ні о об він вона вони від по під після при про сказав та
        так також там те то тільки у це цей ця ці що щоб""",
    "ur": """کا کے کی کو میں سے اور ہے ہیں تھا تھے تھی نے پر یہ وہ اس ان کہ بھی تو ہی ہو ایک
        یا جو کر کرنے کیا کہا لیے ساتھ بعد نہیں اپنے گیا گئی گئے رہا رہے رہی تک""",
}  # fmt: skip


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return the folded stop words of *language*; empty where we have no list."""
    return frozenset(map(fold, _LISTS.get(language, "").split()))


def is_stopword(form: str, language: str) -> bool:
    """Whether the folded *form* says nothing of what a text is about.

    Where we have no list, letters are too few to tell: one or two in an alphabet say little.
    """
    known = stopwords(language)
    if known:
        return form in known or (len(form) == 1 and form.isalpha() and form.isascii())
    if is_unspaced(form):
        return False
    return len(form) <= 2 and form.isalpha() and ord(form[0]) < 0x2E80  # Hangul stands above
