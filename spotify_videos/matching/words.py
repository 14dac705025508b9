"""The vocabulary of titles: what names a form, a version or a kind of upload, and what says nothing, in the languages of the web.

Everything is kept as `text.words` spells it, so it may be written here in any script and with accents.
"""

from __future__ import annotations

from .text import words

Phrases = frozenset[tuple[str, ...]]


def _phrases(listed: str) -> Phrases:
    """Phrases that are divided by commas or lines."""
    spelled = [tuple(word.plain for word in words(phrase)) for phrase in listed.replace("\n", ",").split(",")]
    return frozenset(phrase for phrase in spelled if phrase)


def _set(listed: str) -> frozenset[str]:
    """Single words."""
    return frozenset(word.plain for part in listed.split() for word in words(part))


def _signs(listed: str) -> tuple[str, ...]:
    """Signs as they are written, for scripts in which they may stand anywhere in a run of letters."""
    return tuple(listed.split())


# Uploads that are never the answer to a plain track.
REJECTED = {
    "karaoke": _phrases("""karaoke, karaoké, karaokê, karaokeversion, karaoke version, videoke, sing king, in the style of, as performed by, made famous by
        made popular by, backing track, backing tracks, playback, minus one, minusone, with guide melody, sing along version, in stijl van, in de stijl van, in stile di, rendu célèbre par, popularisé par, popularisée par, im stil von
        al estilo de, no estilo de, à la manière de, nello stile di, w stylu, i stil med, popularizada por, popularizado por, famosa por
        conhecida por, hecha famosa por, rendue célèbre par, resa famosa da, bekannt durch, nhạc beat, beat chuẩn, karaoke beat
        караоке, минусовка, минус, в стиле, קריוקי, פלייבק, كاريوكي, คาราโอเกะ, कराओके, করাওকে, καραόκε, altyapı, podkład"""),
    "reaction": _phrases("""reaction, reactions, reacts, reacting, react, reacción, reaccionando, reacciona, reação, reagindo, reage, reaksi, reaksiyon
        réaction, réagit, reagiert, reaktion, reakcja, reakce, reazione, reagisce, reagerar, reageert, reakció, reacție, tepki, tepkisi, реакция, реакції
        first time hearing, first time listening, first listen, first reaction, ردة فعل, ری اکشن, תגובה, תגובות, रिएक्शन, αντίδραση"""),
    "tutorial": _phrases("""tutorial, tutoriel, lesson, lessons, how to play, how to sing, learn to play, chords, chord, tabs, guitar tab, bass tab, sheet music
        synthesia, play along, drum cover, bass cover, guitar cover, piano cover, violin cover, vocal coach, walkthrough, tuning, drumless
        cifra, videoaula, aula de, como tocar, cómo tocar, acordes, partitura, spartito, come suonare, lezione, cours de, gitarre lernen, akkorde
        jak grać, chwyty, akordy, nasıl çalınır, akor, kunci gitar, chord gitar, hợp âm, как играть, аккорды, разбор, урок, אקורדים"""),
    "loop": _phrases("""1 hour, 1hour, 2 hours, 3 hours, 5 hours, 8 hours, 10 hours, 12 hours, 24 hours, one hour, hour loop, 1h, 10h, 1hr, 1 hr, loop, looped
        30 minutes, 30 min, 15 min, 15min, 10 min, 60 minutes, 60 min, 1 hora, 10 horas, 1 heure, 1 stunde, 1 ora, 1 uur, 1 godzina, 1 timme
        1 saat, 1 jam, 1 giờ, 1 час, 1 óra, ساعة كاملة, שעה"""),
    "altered": _phrases("""8d, 9d, 16d, sped up, spedup, speed up, speedup, sped, slowed, slowed down, slowed and reverb, slowed reverb, reverb, slow version
        fast version, speed version, nightcore, daycore, bass boosted, bassboosted, bass boost, 432hz, 432 hz, 528hz, chipmunk, chopped, screwed
        pitched, 8 bit, 8bit, 16 bit, lofi, lo fi, music box, lullaby version, tiktok version, tik tok version, phaser, reversed, acelerada, acelerado
        velocizzata, accéléré, ralenti, ускоренная, ускоренная версия, замедленная, замедлено, hızlandırılmış, yavaşlatılmış, przyspieszone"""),
    "dance": _phrases("""dance practice, choreography, choreo, dance cover, dance challenge, dance video, dance performance, dance tutorial, zumba, just dance
        challenge, line dance, moving ver, fancam, relay dance, dance break, coreografia, coreografía, chorégraphie, choreografie, choreografia
        koreografi, dance fitness, dance workout, хореография"""),
    "teaser": _phrases("""teaser, trailer, preview, snippet, sneak peek, coming soon, shorts, promo clip, montage, avance, adelanto, bande annonce, anteprima
        fragman, cuplikan, zapowiedź, highlight medley, трейлер, тизер"""),
    "about": _phrases("""making of, making film, the making, how it was made, how we made, behind the scenes, behind the song, story behind, song facts
        historical background, interview, interviews, documentary, explained, unboxing, podcast, vlog, full episode, gameplay, soundcheck, rehearsal
        song review, music review, album review, lyrics explained, song meaning, meaning of, commentary, detrás de cámaras, detrás de escena, entrevista
        así se hizo, bastidores, significado, en coulisses, dietro le quinte, hinter den kulissen, kamera arkası, röportaj, wywiad, интервью"""),
    "collection": _phrases("""2 songs, 3 songs, full album, full ep, greatest hits, best songs, all songs, playlist, megamix, mega mix, dj mix, non stop, nonstop
        mixtape, discography, top 10, top 20, top 40, top 50, top 100, full concert, full show, full movie, compilation, sampler, audio jukebox, video jukebox
        álbum completo, disco completo, cd completo, dvd completo, concierto completo, show completo, album complet, grandes éxitos, grandes sucessos
        mejores canciones, melhores músicas, en iyi şarkıları, tam albüm, pełny album, полный альбом, лучшие песни, сборник, kumpulan lagu, full album lagu"""),
    "mashup": _phrases("""mashup, mash up, medley, type beat, parody, parodia, parodía, paródia, parodie, пародия, ringtone, рингтон, misheard, shreds, but its
        but every, without music, isolated, vocals only, drums only, bass only, stems, ai cover"""),
}
# Other versions of a song, the answer exactly where they are asked for.
VERSIONS = {
    "live": _phrases("""live, live at, live in, live from, live on, live version, live performance, live video, live session, ao vivo, en vivo, vivo, in concert
        in concerto, en concierto, en concert, în concert, dal vivo, en directo, em direto, canlı, canlı performans, na żywo, naživo, naživu, živo, uživo
        élőben, livenä, concert, koncert, konzert, konser, concierto, концерт, живой звук, вживую, наживо, ζωντανά, حفلة, لايف, הופעה, בהופעה, לייב
        คอนเสิร์ต, แสดงสด, busking, live lounge, tiny desk, mtv unplugged, a colors show, tonight show, late show, late night, jools holland
        top of the pops, music bank, inkigayo, m countdown, mcountdown, music core, show champion, the voice, x factor, got talent, american idol
        music awards, awards, saturday night live, snl, glastonbury, coachella, lollapalooza, super bowl, halftime show, rock am ring, rock in rio
        wembley, madison square garden, red rocks, royal albert hall, like a version, radio session, bbc session, kexp, spotify session
        spotify sessions, spotify singles, recorded at spotify studios, performs, on ellen, letterman, jimmy kimmel, jimmy fallon, soundstage, old grey whistle test"""),
    "stage": _phrases("brings, special, encore, stadium, arena, tour"),
    "acoustic": _phrases("""acoustic, acoustic version, acústico, acústica, acoustique, akustik, akustisch, akustická, akustyczna, akustycznie, acustica, acustico
        акустика, акустическая, акустическая версия, אקוסטי, unplugged, stripped, stripped down, campfire, piano version"""),
    "instrumental": _phrases("""instrumental, inst, instru, instrumentals, instrumentale, instrumentální, off vocal, no vocals, инструментал
        violin, cello, ukulele, kalimba, marimba, fingerstyle, otamatone, guzheng, erhu, koto, violín, violino
        violon, geige, скрипка, инструментальная, strumentale, enstrümantal, موسيقى فقط"""),
    "acapella": _phrases("acapella, acappella, acapellas"),
    "demo": _phrases("""demo, demos, rough mix, outtake, outtakes, early version, alternate take, alternative take, unreleased, work tape
        take 1, take 2, take 3"""),
    "orchestral": _phrases("orchestral, symphonic, orchestra version, string version, strings version, orchestral version"),
    "extended": _phrases("extended, extended mix, extended version, 12 inch, 12 version, maxi, long version"),
    "reprise": _phrases("reprise, interlude, intro, outro, skit, prelude"),
    "duet": _phrases("duet, dueto, duetto"),
}
# What looks like a version and is none.
NO_VERSIONS = {
    "neutral": _phrases("""special mix, special edit, special version, special edition, special video, special music video, special mv, special clip, video version
        original version, album version, single version, radio version, official version, full version, full length, full length version
        hd version, lyric version, official movie, video mix, video edit, just dance records"""),
}
# Versions of the recording; any other "X version" in an official video's title is a cut of the video ("Orange Version").
OF_THE_RECORDING = _set("""english spanish español french german italian portuguese japanese korean chinese mandarin arabic hindi tamil telugu
    turkish russian male female acoustic piano orchestra christmas holiday movie film tv solo band rock reggae disco country rap hip hop
    minute minutes album stripped unplugged extended alternate alternative early demo original studio string strings orchestral symphonic guitar
    acapella cappella bossa jazz swing salsa bachata cumbia funk house techno trap drill summer winter sad slow fast short long chill night
    new old first second dance club party kids choir bilingual spanglish punjabi bengali french dutch swedish""")
# What a live recording may say instead, where one is asked for.
ALMOST_LIVE = _set("dvd festival session sessions studio show unplugged")
# What says that a recording is live, and not where.
ANY_LIVE = _set("""live vivo ao en in at concert concerto concierto koncert konzert konser performance version video session sessions singles recorded
    studio studios acoustic from the show performs special encore unplugged festival dvd hd official""")
# Words that make their bracket or suffix a version of its own; whose it is stands beside them.
REMIXES = _set("""remix remiks remixe remixi remixado remezcla remixed remixes remixe rmx mix edit reedit bootleg flip rework reworked refix vip dub dubmix remake mixshow
    amp reamp revision revisited megamix ремикс רמיקס ريمكس""")
REMIXES_BY_THEMSELVES = REMIXES - _set("mix edit revision")
VARIANTS = _set(
    "version versions ver vers versão versión verzija versione fassung versi wersja verzió versio versjon verze versiune verziya versiya verse verze versio версия take cut reimagined redux rerecorded recut"
)
KINDS = REMIXES | VARIANTS
REMASTERS = _set("remaster remastered remastering remasterizado remasterizada remasterisé")
NEUTRAL = (
    KINDS
    | REMASTERS
    | _set("""re restored upscaled mono stereo radio single album original official oficial deluxe edition bonus track expanded
    anniversary explicit clean dirty uncensored censored video clip hd hq 4k full main standard studio lp ep release digital digitally
    new promo the a an of for from us uk usa international theatrical director directors complete uncut long short reissue extended
    no lyric lyrics audio music special visual visualizer by feat ft featuring with x and y 7 12 1 2 3 0 pt ai enhanced 1080p 720p
    2k 5k 8k 60fps tv size ost soundtrack motion picture film movie series theme title""")
)
# Ways to play a song that go together: who asks for one gets the other as well.
PLAYED = frozenset(("live", "acoustic"))
# What is no other version where our artist covers somebody.
FREE_IN_COVERS = frozenset(("live", "acoustic", "acapella", "instrumental", "orchestral", "tutorial", "variant"))
# Tags of a track that the right upload often does not repeat.
OFTEN_UNSAID = frozenset(("reprise", "collection", "about", "teaser", "tutorial", "mashup", "loop"))

# What a title says about the form of an upload; the first that is said counts.
FORMS = {
    "lyric": _phrases("""lyric, lyrics, lyrical, lyric video, lyrics video, official lyric, lyric visualizer, lyricvideo, with lyrics
        sing along, singalong, letra, letras, con letra, paroles, testo, songtext, text, sözleri, lirik, tekst, legendado, legenda
        tradução, traducción, traduzione, translation, sub español, subtitulada, subtitulado, subtítulos, sub ita, eng sub, subs
        color coded, color coded lyrics, han rom eng, letra e tradução, con testo, mit text, mit lyrics, songteksten, sanat, lời bài hát, vietsub, lirik lagu, altyazılı
        napisy, tłumaczenie, tekst pesme, text piesne, versuri, dalszöveg, στίχους, перевод, с переводом, ترجمة, כתוביות, تکست, बोल, текст, текст песни, слова, στίχοι, كلمات, מילים, เนื้อเพลง"""),
    "visualizer": _phrases("""visualizer, visualiser, visualizers, visual, official visual, visual video, official visualizer
        visualizador, pseudo video, canvas"""),
    "audio": _phrases("""audio, official audio, audio oficial, audio officiel, audio only, full audio, cover art, static video, audio video
        audio ufficiale, áudio oficial, áudio, offizielles audio, oficjalne audio, audio resmi, audio track, премьера трека, премьера песни, official track
        art track, pseudovideo, cover audio, song only, full song, audiovisual, аудио"""),
    "official_video": _phrases("""official video, official music video, official mv, official m v, official clip, official videoclip
        official hd video, official 4k video, official film, official promo, official 360 video, official performance video
        official visual video, official short film, official explicit video, official music, the official video, original video
        offical video, offical music video, vídeo oficial, videoclip oficial, video clip oficial, music video oficial, oficial video
        clipe oficial, videoclipe oficial, clip officiel, video clip officiel, officiel, video ufficiale, videoclip ufficiale
        offizielles video, offizielles musikvideo, offizieller videoclip, oficjalny teledysk, official teledysk, oficjalne video, oficiální videoklip
        oficiálny videoklip, hivatalos videoklip, hivatalos videóklip, videoclip oficial hd, officiell video, offisiell video, officiel video, virallinen musiikkivideo
        officiële videoclip, službeni video, zvanični spot, official spot, oficial videoclip, clipe original, videoclip original, vidéo officielle
        official klip, resmi müzik videosu, resmi video klip, official mv 4k, mv chính thức, official m/v, офіційне відео, офіційний кліп, официальный видеоклип, официальный mv
        فيديو كليب, فيديو كليب حصري, الفيديو كليب الرسمي, الفيديو الرسمي, קליפ רשמי, the official music video, official vidéo resmi video, resmi klip, официальный клип, официальное видео, премьера клипа
        الكليب الرسمي, הקליפ הרשמי, επίσημο βίντεο"""),
    "video": _phrases("""music video, teledysk, videoklip, videóklip, spot, müzik videosu, видеоклип, відеокліп, кліп, vidéoclip, muziekvideo, musikkvideo, musiikkivideo
         video, mv, m v, clip, clipe, videoclip, videoclipe, video clip, klip, клип, musikvideo, pv, promo video
        the video, video musical, videosong, video song, full video, full video song, musicvideo, short film, הקליפ, كليب"""),
}
# Words that say nothing about which song it is.
NOISE = _set("""official oficial officiel officielle ufficiale offizielles offizielle resmi original music video videos videoclip
    videoclipe clip clipe klip mv m v pv hd hq 4k uhd 8k 2k 1080p 720p 480p 1080 720 60fps 4 k hdtv 320kbps kbps full new latest short
    lyric lyrics letra letras paroles testo audio song songs música cancion chanson canzone tema visualizer visualiser visual explicit
    clean version remastered remaster upscaled stereo mono single album ep lp ost soundtrack high quality best sound vevo topic premiere
    exclusive promo the a an and with by from of on in ft feat featuring prod produced directed dir starring track upgrade uncensored
    censored dvd cd vinyl 45 78 rpm record records avi wmv mpg mp4 mp3 flac hit hits rare classic oldies subtitles sub eng español ingles
    english color coded han rom film youtube премьера официальный клип oficjalny oficjalne teledysk videoklip videoklip videóklip oficiální hivatalos
    officiële officiell offisiell officiel virallinen službeni zvanični spot vidéo vídeo videó lançamento estreno estreia nuevo nueva novo nova nouveau nouvelle
    nuovo nuova neu neue neues neuer yeni новинка новый новая новое песня трек видео аудио песни müzik şarkı şarkısı klibi klip klipi pieśń piosenka utwór píseň
    dal dalszöveg lagu lirik vertical version premier presents prezentuje present apresenta presenta présente uhq hifi hi fi res remasterizado remasterizada
    restored 1440p 2160p 1080p60 60 fps eng subtitled legendado legendas subtitulado subtitulos sub ita multi lang كليب فيديو اغنية أغنية أغنيه
    جديد حصري حصريا الرسمي הקליפ קליפ רשמי שיר गाना गीत नया वीडियो เพลง เต็ม mv ost bài hát nhạc uk us usa mono columbia decca okeh brunswick capitol rca
    victor bluebird vocalion parlophone hmv atlantic emi cbs mgm""")
NOISE_BEFORE = _set("the a an el la los las official oficial music video mv m song lyric lyrics audio clip clipe hd full")
NOISE_IN_CJK = _signs("官方 完整版 完整 高清 高畫質 音源 主題歌 主題曲 主题曲 片尾曲 公式 뮤직비디오 공식 版")
# Words that join a performer and a title inside one segment: whatever is beyond them belongs to no title.
CONNECTORS = _set("""plays play playing played sings sing singing sung performs perform performed performing performance recorded by from
    feat ft featuring with presents pres vs prod starring interpreta canta cantando chante spielt singt mit von par de von per aka""")
# Which the same title has or has not, from one writer to the next.
ARTICLES = _set("the a an and y n el la los las le les der die das il lo o os as")
# Little words that make another song.
TELLING = _set("not no dont cant wont aint isnt never without 2 3 4 5 6 7 8 9 10 non ne nicht kein nie nao nunca")
# What joins performers: "Ella with Louis", "Ella and Louis".
JOINING = _set("and with feat ft featuring x y et und e vs con")
FEATURING = _set("feat ft featuring")
WITH = _set("with con avec mit w")
COVERS = _set(
    "cover covers covered covering coverversion coverd rendition renditions tribute tributo homenaje homenagem hommage omaggio versiones originally кавер кавера кавером"
)
# Beside which a cover is none of a song: "cover art", "the covers album", "under cover".
NO_COVERS = _set("art artwork album ep lp under charge")
# What may stand beside "cover" and names nobody: the language it is in.
LANGUAGES = _set("""in en em na po auf на по english spanish español espanol castellano inglés french français francais german deutsch italian italiano portuguese
    português russian русском русски русский ukrainian українською japanese korean chinese mandarin arabic hindi urdu tamil telugu turkish türkçe polish
    polsku hebrew greek indonesia bahasa tagalog thai vietnamese full version official new my mi mein mon il amazing beautiful best female male first""")
OF_ANOTHER = _set("originally tribute tributo homenaje homenagem hommage omaggio")
# Who helped with a video or a recording, and does not sing it.
HELPED = _set(
    "prod produced producer directed dir shot filmed edited animated lyrics presented mixed remixed arranged written composed uploaded"
)

# What the name of a band or an orchestra may lack, and what stands before a person's.
ENSEMBLES = _set("""grupo banda conjunto mariachi trio quartet quartett quintet quintett sextet septet octet nonet orchestra orchester orquesta orchestre band bigband
    ensemble group combo choir chorus singers stars allstars duo project tanz tanzorchester jazz orch orq orchestr and his her the their son su sua sein big all star music friends""")
OF_ENSEMBLES = _set("and his her the their son su sua sein big all star")
TITLES_OF_PEOPLE = _set("mc dj dr mr mrs ms miss sir lil the los las les die el la le il lady st saint")
# What the name of a channel says beside an artist's, and what makes it a fan's or a label's.
CHANNEL_NOISE = _set("""vevo topic official oficial officiel ufficiale resmi music musica channel channels canal kanal records band youtube
    thebandofficial artist officialchannel international videos 공식""")
FANS = _set("tv fan fans lyrics tribute latinoamerica brasil archive covers cover karaoke daily updates world hd club")
FANS_IN_CJK = _signs("팬 커버 자막 가사 번역 ファン 歌詞 切り抜き 粉 翻唱 字幕 фан кавер תרגום مترجم แปล")
COMPANIES = _set("""records recordings entertainment label labels pictures films studios musicgroup rekords recordz distribution
    productions""")
# Whose channels show what others play.
STATIONS = _set("""radio fm tv bbc session sessions studio studios magazine club show festival live sound sounds press media news awards
    unplugged undercover""")
# Words of an old record's description: a year beside them is the record's, not a concert's.
RELEASES = _set("""records releasing released release recordings album lp single soundtrack ost recording version film movie song songs
    disc label vinyl rpm official 78 45 columbia decca okeh brunswick capitol rca victor bluebird mercury verve vocalion parlophone hmv
    philips atlantic motown chess stax imperial blue note prestige riverside emi cbs mgm epic polydor reprise elektra""")
FILM_WORDS = _set("""original motion picture soundtrack ost version film movie series television the netflix disney tv from score music
    and inspired by album deluxe edition""")
# Channels that play nobody's own recordings: of karaoke, and of those who pay a tribute (a fan's channel may be called that, too).
KARAOKE = _set("karaoke カラオケ 노래방 singking minusovka partytyme")
TRIBUTES = _set("band players project artists singers orchestra stars team ensemble quartet")
TAGS_IN_CJK = {
    "karaoke": _signs("カラオケ 노래방 伴奏 卡拉ok"),
    "reaction": _signs("リアクション 리액션 反応 반응"),
    "live": _signs("ライブ 라이브 演唱會 演唱会 現場 现场 콘서트 축제 버스킹 공연 인기가요 음악중심 뮤직뱅크"),
    "cover": _signs("커버 カバー 翻唱 歌ってみた 弾いてみた 叩いてみた"),
    "instrumental": _signs("オフボーカル 반주 純音樂 インスト"),
    "dance": _signs("직캠 안무 踊ってみた 댄스 교차편집"),
    "teaser": _signs("티저 予告 ティザー"),
    "loop": _signs("1時間 1시간 耐久 작업용"),
    "lyric": _signs("가사 歌詞 歌词 字幕 자막"),
    "acoustic": _signs("어쿠스틱 アコースティック"),
    "remix": _signs("リミックス 리믹스"),
}
