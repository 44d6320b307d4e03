"""Headlines of our own making, as news of every day has them: what is ours, and what is not.

They were written from the vocabulary of the field and say what the shipped queries are meant to do.
The queries were then widened with them in view, so the share they reach is no estimate. A line is
one headline; ``xx|`` names its language.
"""

INCLUDED = {
    "people made to work": """
        Builder kept homeless men as slaves for a decade, court hears
        Family held vulnerable man captive and made him work for no pay
        Couple enslaved nanny and took her passport
        Domestic worker escapes diplomat's home after years of unpaid work
        Workers' passports seized and wages withheld at mushroom farm
        Gang lured jobless men from abroad and forced them to work in factories
        Brothers ran slave ring that supplied labour to recycling plant
        Nail bar owner exploited teenage girls, jury told
        Car wash workers found living in squalor in slavery raid
        Women forced to work in care homes to repay debts to agents
        Fishermen stranded at sea for years without pay tell of beatings
        Trawler crew held in conditions of slavery
        Brick kiln families bonded for generations by debt
        Cocoa farms still use child slaves, inquiry finds
        Mica mined by children for make-up brands
        Hotel cleaners exploited by gang who kept their wages
        Police free twelve men from labour exploitation at potato farm
        Woman kept as slave in family home for 20 years
        Migrant fruit pickers charged illegal recruitment fees and trapped in debt
        Company pays back recruitment fees to migrant workers in rubber glove factory
        Maids sold online in Gulf slave markets
        North Korean workers forced to toil abroad for the state
        Prisoners made to pick cotton in state forced labour scheme
        Students forced to pick cotton in the harvest
        Workers rescued from conditions analogous to slavery on coffee farm
        """,
    "sold for sex": """
        Teenager was sold for sex by gang in seaside town, jury told
        Man who forced women into prostitution is jailed
        Pimp who sold girls online gets 20 years
        Three charged with controlling prostitution for gain after brothel raids
        Brothel keeper who trafficked women from Romania is sentenced
        Singer accused of running sex ring denies charges
        Financier's associate guilty of procuring girls for abuse
        Women promised jobs as waitresses were made to sell sex
        Grooming gang members sentenced for exploiting girls
        Grooming gangs inquiry will have full powers, minister says
        Child sexual exploitation: council missed hundreds of victims
        Lover boy recruiters target girls in care
        Massage parlour was front for prostitution ring using trafficked women
        Club owner accused of luring models into sexual servitude
        Girls held captive and sold to clients freed by police
        """,
    "children and crime": """
        County lines gang exploited children to sell drugs
        Teenagers used as drug runners are victims, not criminals, says charity
        Criminal gangs recruit children in care to carry drugs
        Boy, 15, groomed to run crack for county lines dealers
        New offence of child criminal exploitation comes into force
        Cuckooing becomes a crime as law protects vulnerable tenants
        Dealers took over home of disabled man in cuckooing case
        Vietnamese boys missing from hotels feared in hands of traffickers
        Unaccompanied asylum-seeking children gone missing from hotels, feared exploited
        Children forced to beg and steal by gang
        Girls sold into marriage for food in famine
        Child brides sold across the border
        Baby factory raided, pregnant girls freed
        Couple arrested for selling newborn babies
        Orphanage held children to attract donors, court told
        Talented boys trafficked by fake football agents
        Child soldiers forced to fight are freed
        """,
    "scams": """
        Job seekers tricked into scam compounds tell of torture
        Hundreds freed from cyber scam centre return home
        Human traffickers run online fraud factories on the border
        Trapped in a scam compound: how he got out
        Army raid frees foreign workers held in online scam hub
        """,
    "law and policy": """
        Slavery commissioner warns of long delays for victims
        MPs call for import ban on goods made with forced labour
        EU adopts regulation to ban products made by forced labour
        Customs adds 30 firms to forced labour entity list
        UFLPA: shipments of solar panels detained at the border
        Home Office cuts support for victims in NRM
        NRM referrals reach record high
        Statutory guidance changes what counts as evidence of exploitation for victims of slavery
        Trafficking law must not punish victims, says court
        Court quashes conviction of woman who was victim of trafficking
        Seasonal worker visa scheme leaves pickers at risk of exploitation, report finds
        Care visa holders exploited by rogue sponsors
        Rogue employers stripped of licences for exploiting care workers
        Overseas domestic workers need the right to change employer, say MPs
        Kafala system is abolished in kingdom
        Supply chain law: firms must report on slavery risks
        Supermarkets accused over prawns peeled by slaves
        Section 54 statements: most firms fail to comply with Modern Slavery Act
        US trafficking report downgrades six countries
        GRETA publishes its fourth report on trafficking in Albania
        Police officers trained to spot signs of exploitation in nail bars
        Victims of exploitation wait years for a decision
        Safe house for women escaping traffickers opens
        Hotline for victims of exploitation takes record number of calls
        Transparency in supply chains: audit finds forced labour indicators
        """,
    "organs and bodies": """
        Kidney sellers duped by organ traffickers
        Doctor arrested over illegal kidney trade ring
        Egg donors exploited: women held in surrogacy ring freed
        """,
    "arrests": """
        Traffickers who packed women into flats jailed for 30 years
        Police smash human trafficking gang in dawn raids
        Trafficking gang kept victims in debt and fear
        Man charged with arranging travel of another with a view to exploitation
        Trafficker jailed for exploiting her own niece
        Suspected people traffickers held in three countries
        Slave master ordered to pay back victims
        Slavery risk order bans man from employing workers
        Slavery suspects arrested after raids on travellers' site
        """,
    "other languages": """
        fr|Traite des êtres humains : six personnes mises en examen
        fr|Un réseau de proxénétisme démantelé, quatorze femmes libérées
        fr|Vendanges de la honte : procès pour traite de travailleurs saisonniers
        fr|Esclavage domestique : un couple condamné à verser des indemnités
        fr|Exploitation de sans-papiers : un patron condamné pour hébergement indigne
        de|Prozess wegen Menschenhandels und Zwangsprostitution beginnt
        de|Zoll deckt Ausbeutung von Erntehelfern auf
        de|Loverboy brachte Mädchen zur Prostitution: Haftstrafe
        de|EU verbietet Produkte aus Zwangsarbeit
        es|Liberadas nueve mujeres obligadas a prostituirse en un club
        es|Desarticulada una red de trata que captaba a mujeres con falsas ofertas de trabajo
        es|Explotación laboral: rescatan a temporeros sin contrato
        es|Red de explotación sexual cae en operativo policial
        it|Sfruttamento lavorativo nei campi: arrestati due caporali
        it|Costrette a prostituirsi, arrestati gli sfruttatori
        it|Ridotto in schiavitù in un allevamento, due fermi
        pt|Trabalhadores em condições análogas à escravidão são resgatados em fazenda
        pt|PJ desmantela rede de tráfico de seres humanos no Alentejo
        pt|Mulheres forçadas à prostituição foram libertadas
        nl|Arbeidsuitbuiting bij aspergekweker: drie aanhoudingen
        nl|Vrouw gedwongen tot prostitutie, loverboy veroordeeld
        pl|Zarzuty za handel ludźmi i pracę przymusową
        pl|Zmuszali kobiety do prostytucji, trafili do aresztu
        ro|Rețea de trafic de persoane destructurată de DIICOT
        ro|Proxeneți arestați după ce au exploatat minore
        no|Dømt for menneskehandel og tvangsarbeid
        sv|Tre åtalas för människohandel och koppleri
        sv|Bärplockare utnyttjades: misstänkt människoexploatering
        da|Tiltalt for menneskehandel og rufferi
        ru|Торговля людьми: задержаны пятеро подозреваемых
        ru|Жертв трудового рабства освободили на кирпичном заводе
        ru|Женщин принуждали к проституции, суд вынес приговор
        uk|Торгівля людьми: викрито злочинну групу
        uk|Поліція звільнила потерпілих від трудової експлуатації
        sr|Ухапшени због трговине људима
        sr|Trgovina ljudima: uhapšene tri osobe
        ar|القبض على شبكة للاتجار بالبشر
        ar|ضحايا العمل القسري يطالبون بحقوقهم
        zh|警方捣毁一个人口贩卖团伙
        zh|欧盟禁止强迫劳动产品进口
        """,
}

NOT_REACHED = {
    "no word of the field in the title": """
        Farm boss jailed for keeping men in sheds and paying them nothing
        Webcam studio forced women to perform for customers
        First responders say referral system is failing victims
        Care home staff from Zimbabwe lived six to a room and owed thousands
        She cleaned a palace for 16 hours a day and was never paid
        Prawns on your plate: the men who never come ashore
        World Cup workers died building stadiums, families say
        """,
}

LOOKED_AT = {
    "a person may decide": """
        Brothel raided above shop, two arrested
        Migrant workers say they were left unpaid by contractor
        Sponsor licence revoked at care firm over visa abuse
        Boys sextorted by gangs abroad, police warn
        Girls forced into marriage abroad, helpline says
        Gang exploited vulnerable man
        Police find teenagers at cannabis factory
        Prostitution law: should buying sex be a crime? Survivors disagree
        Smuggling gang exploited migrants who could not pay
        """,
}

LEFT_OUT = {
    "goods": """
        Drug trafficking gang jailed after encrypted phones are cracked
        Cocaine trafficking: docker convicted
        Arms trafficking network broken up in Balkans
        Firearms traffickers sentenced after police find guns in lorry
        Wildlife traffickers held with ivory tusks
        Pangolin scale trafficking ring is broken
        Songbird traffickers caught at airport
        Rhino horn trafficker extradited
        Antiquities trafficking: looted statues are returned
        Dealer in stolen artefacts charged with trafficking in antiquities
        Fentanyl traffickers face tougher sentences
        Oil smugglers and gold traffickers fund rebels
        Tobacco smuggling ring cost taxman millions
        Puppy trafficking: vets warn buyers
        Cartel boss wanted for drug trafficking is arrested
        Waste trafficking gang dumped tyres in woodland
        Eel trafficking: police seize elvers worth millions
        Timber trafficking destroys forest
        fr|Trafic de stupéfiants : coup de filet à Marseille
        es|Detenido por tráfico de drogas en el puerto
        it|Traffico di droga, sequestrati cento chili di cocaina
        pt|Tráfico de droga: apreendidas duas toneladas
        ro|Trafic de droguri: percheziții în opt județe
        de|Drogenhandel: Polizei nimmt Dealer fest
        nl|Drugshandel: politie vindt cocaïne in haven
        """,
    "history": """
        Museum of slavery reopens after refurbishment
        Church to pay reparations for its role in the slave trade
        University renames hall named after slave owner
        Exhibition traces the city's links to transatlantic slavery
        Descendants of enslaved people trace their roots
        Wreck of slave ship found off coast
        Abolition: how sugar boycott helped end slavery in the empire
        Bank apologises for slavery links
        Slavery's long shadow: new history of the plantations
        Juneteenth marks the end of slavery in the United States
        King expresses sorrow over slavery in Commonwealth speech
        Archaeologists dig at former plantation where enslaved people lived
        Heritage trust reveals houses with ties to colonialism and slavery
        Novel about a woman born into slavery wins prize
        fr|Commémoration de l'abolition de l'esclavage à Nantes
        es|Una exposición recuerda la esclavitud en las colonias
        de|Ausstellung über Zwangsarbeiter im Nationalsozialismus
        nl|Koning biedt excuses aan voor slavernijverleden
        pt|Museu conta a história da escravidão no Brasil colonial
        """,
    "figures of speech": """
        Are we slaves to our phones?
        Manager says fixture list is modern-day madness
        Striker accuses club of treating players like slaves
        Don't be a slave to fashion, says designer
        Traders exploit gap in market
        Team exploits weakness on left wing
        Hackers exploit flaw in file transfer software
        Film review: an exploitation thriller with bite
        TV review: slave drama is hard to watch
        Wage slaves unite: why we hate the office
        Master and slave terms dropped by coders
        Traffic and road works cause delays on motorway
        Website traffic falls after update
        Air traffic controllers to strike
        Air passengers stranded by traffic control failure
        """,
    "boats and borders": """
        Channel crossings: record number arrive in small boats
        People smuggler jailed for piloting dinghy across Channel
        Smuggling gangs use bigger boats to cross Channel
        Lorry driver jailed for smuggling migrants
        Migrants rescued off coast by lifeboat crew
        Asylum hotel to close after protests
        Coastguard rescues 60 migrants in Mediterranean
        Four die as migrant boat capsizes
        Deportation flight leaves with 40 on board
        fr|Passeurs de migrants jugés à Lille
        de|Schleuser nach Unfall mit Migranten verhaftet
        es|Llegan en patera cincuenta migrantes
        it|Scafista arrestato dopo lo sbarco di migranti
        """,
    "the rest of the news": """
        Council to build houses on former factory site
        Care workers win pay rise after strike
        Farm workers needed as harvest begins
        Fishing crews protest over quotas
        Domestic abuse victims wait for court dates
        Rape trial: jury sent home
        Teacher struck off over abuse of pupil
        Ransomware gang held hospital captive
        Hostages held captive for a year return home
        Dogs rescued from puppy farm
        Forty horses rescued from neglect
        Miners rescued after collapse
        Prison officers assaulted
        Man jailed for stalking
        Police officer jailed for sexual assault
        Nurses forced to work without breaks
        Staff forced to work from home after flood
        Footballer sold to rival club for record fee
        Singer sold her catalogue for millions
        Sold out: tickets for the tour
        Actor plays a detective in new thriller about missing girls
        Sex workers call for decriminalisation
        Organ donor saves three lives
        Organ recital in cathedral
        Kidney transplant waiting list grows
        Surrogacy law to be reformed
        Romance scam victim lost savings
        Scam texts: how to spot them
        Bank refunds victims of push payment scam
        Xinjiang tourism booms
        Qatar hosts summit on trade
        Import ban on beef is lifted
        Forced marriage of two broadcasters angers viewers
        Wedding venue held captive by bad weather
        Baby sold on charm wins photo contest
        Army soldier, 19, dies in training
        Uganda's NRM names its candidate
        County lines up new stadium
        Entity list: chip makers hit by export ban
        Seasonal workers cheer Christmas jobs at warehouse
        Visa scheme for scientists is extended
        Online safety: platforms fined
        """,
}


def titles(groups: dict[str, str]) -> list[tuple[str, str]]:
    """Return (language, headline) of all *groups*."""
    lines = (line.strip() for text in groups.values() for line in text.splitlines())
    found = []
    for line in filter(None, lines):
        language, bar, title = line.partition("|")
        found.append((language, title) if bar and len(language) == 2 else ("en", line))
    return found
