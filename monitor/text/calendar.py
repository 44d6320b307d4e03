"""The names of months and days, in lower case."""

# English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian, Swedish, Polish,
# Czech, Romanian, Turkish, Indonesian, Russian, Ukrainian;
# without accents.
MONTHS = (
    "january jan januar janner jaenner janvier janv enero ene gennaio gen janeiro januari "
    "stycznia styczen ledna leden ianuarie ocak января январь янв січня січень",
    "february feb februar febr fevrier fevr fev febrero febbraio fevereiro februari "
    "lutego luty unora unor februarie subat февраля февраль фев лютого лютий",
    "march mar marz maerz mrz mars marzo marco maart mrt "
    "marts marca marzec brezna brezen martie mart maret марта март березня березень",
    "april apr avril avr abril abr aprile "
    "aprilie kwietnia kwiecien dubna duben nisan апреля апрель апр квітня квітень",
    "may mai mayo maggio mag maio mei maj maja kvetna kveten mayis мая май травня травень",
    "june jun juni juin junio giugno giu junho "
    "czerwca czerwiec cervna cerven iunie haziran июня июнь червня червень",
    "july jul juli juillet juil julio luglio lug julho "
    "lipca lipiec cervence cervenec iulie temmuz июля июль липня липень",
    "august aug aout agosto ago augustus "
    "augusti sierpnia sierpien srpna srpen agustos agustus августа август авг серпня серпень",
    "september sep sept septembre septiembre set settembre setembro "
    "wrzesnia wrzesien zari septembrie eylul сентября сентябрь сен вересня вересень",
    "october oct oktober okt octobre octubre ottobre ott outubro out "
    "oktobra pazdziernika pazdziernik rijna octombrie ekim октября октябрь окт жовтня жовтень",
    "november nov novembre noviembre novembro "
    "listopada listopad noiembrie kasim ноября ноябрь ноя листопада листопад",
    "december dec dezember dez decembre diciembre dic dicembre dezembro "
    "desember grudnia grudzien prosince decembrie aralik декабря декабрь дек грудня грудень",
)
"""From January; of each every form, parted by blanks."""

WEEKDAYS = (
    "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat "
    "sunday sun montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes "
    "sabado domingo lunedi martedi mercoledi giovedi venerdi maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag"
)
