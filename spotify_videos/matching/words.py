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


# Uploads that are never the answer to a plain track.
REJECTED = {
    "karaoke": _phrases("""karaoke, karaoké, in the style of, originally performed by, backing track, playback, minus one
        караоке, минусовка, минус, קריוקי, كاريوكي, คาราโอเกะ"""),
    "reaction": _phrases("""reaction, reactions, reacts, reacting, react, reacción, reaccionando, reacciona, reação, reagindo, reaksi, reagiert
        réaction, реакция, first time hearing, first time listening, first listen, first reaction"""),
    "tutorial": _phrases("""tutorial, lesson, lessons, how to play, how to sing, chords, chord, tabs, guitar tab, bass tab, sheet music
        synthesia, play along, drum cover, bass cover, guitar cover, piano cover, violin cover, vocal coach, walkthrough, tuning
        backing, drumless, cifra, разбор"""),
    "loop": _phrases("""1 hour, 1hour, 2 hours, 3 hours, 5 hours, 8 hours, 10 hours, 12 hours, 24 hours, one hour, hour loop, 1 hora, 1h, 10h, loop, 30 minutes
        15 min, 15min, 30 min, 1 saat, 1hr, 1 hr, 1 heure, 1 stunde, 1 час"""),
    "altered": _phrases("""8d, 9d, 16d, sped up, spedup, speed up, speedup, slowed, slowed down, slowed and reverb, reverb
        slow version, fast version, nightcore, daycore, bass boosted, bassboosted, bass boost, 432hz, 432 hz, 528hz, chipmunk
        chopped, screwed, pitched, 8 bit, 8bit, lofi, lo fi, music box, tiktok version, phaser, reversed"""),
    "dance": _phrases("""dance practice, choreography, choreo, dance cover, dance challenge, dance video, dance performance, zumba
        just dance, challenge, line dance, moving ver, fancam"""),
    "teaser": _phrases(
        "teaser, trailer, preview, snippet, sneak peek, coming soon, shorts, promo clip, montage, avance, трейлер, тизер"
    ),
    "about": _phrases("""making of, behind the scenes, interview, documentary, explained, meaning, review, unboxing, podcast, commentary
        breakdown, making film, the making, song facts, story behind, historical background, how it was made, news, vlog, episode
        full episode, gameplay, analysis, rehearsal, soundcheck"""),
    "collection": _phrases("""2 songs, 3 songs, full album, álbum completo, full ep, greatest hits, best songs, all songs, playlist
        megamix, mega mix, dj mix, non stop, nonstop, mixtape, discography, top 10, top 50, full concert, concierto completo
        full show, full movie, compilation, sampler"""),
    "mashup": _phrases("""mashup, mash up, medley, type beat, parody, parodia, пародия, ringtone, misheard, shreds, but its, but every
        without music, isolated, vocals only, stems"""),
}
# Other versions of a song, the answer exactly where they are asked for.
VERSIONS = {
    "live": _phrases("""live, ao vivo, en vivo, vivo, in concert, in concerto, en concierto, dal vivo, en directo, canlı, na żywo, živo, uživo
        concert, koncert, konzert, concierto, концерт, живой звук, вживую, ζωντανά, حفلة, הופעה, encore, brings, special, busking
        live lounge, tiny desk, mtv unplugged, a colors show, tonight show, late show, late night, jools holland, top of the pops
        music bank, inkigayo, m countdown, mcountdown, music core, show champion, the voice, x factor, got talent, american idol
        music awards, awards, saturday night live, snl, glastonbury, coachella, lollapalooza, super bowl, halftime show, rock am ring
        rock in rio, wembley, madison square garden, red rocks, royal albert hall, stadium, arena, tour, like a version
        radio session, bbc session, kexp, spotify session, spotify sessions, spotify singles, recorded at spotify studios
        performs, on ellen, letterman, jimmy kimmel, jimmy fallon, soundstage"""),
    "acoustic": _phrases("""acoustic, acústico, acústica, acoustique, akustik, akustická, акустика, unplugged, stripped, stripped down
        campfire, piano version"""),
    "instrumental": _phrases("instrumental, inst, instru, instrumentals, instrumentale, off vocal, no vocals, инструментал"),
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
    "neutral": _phrases("""special mix, special edit, special version, special edition, special video, special clip, video version
        original version, album version, single version, radio version, official version, full version, full length, full length version
        hd version, lyric version, official movie, video mix, video edit, just dance records"""),
}
# Versions of the recording; any other "X version" in an official video's title is a cut of the video ("Orange Version").
OF_THE_RECORDING = _set("""english spanish español french german italian portuguese japanese korean chinese mandarin arabic hindi tamil telugu
    turkish russian male female acoustic piano orchestra christmas holiday movie film tv solo band rock reggae disco country rap hip hop
    minute minutes album""")
# What a live recording may say instead, where one is asked for.
ALMOST_LIVE = _set("dvd festival session sessions studio show unplugged")
# Words that make their bracket or suffix a version of its own; whose it is stands beside them.
REMIXES = _set("""remix remixed remixes remixe rmx mix edit reedit bootleg flip rework reworked refix vip dub dubmix remake mixshow
    amp reamp revision revisited megamix ремикс""")
REMIXES_BY_THEMSELVES = REMIXES - _set("mix edit revision")
VARIANTS = _set(
    "version versions ver vers versão versión verzija versione fassung versi wersja verse verze versio версия take cut reimagined redux rerecorded recorded recut"
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
FREE_IN_COVERS = frozenset(("live", "acoustic", "acapella", "tutorial"))
# Tags of a track that the right upload often does not repeat.
OFTEN_UNSAID = frozenset(("reprise", "collection", "about", "teaser", "tutorial", "mashup", "loop"))

# What a title says about the form of an upload; the first that is said counts.
FORMS = {
    "lyric": _phrases("""lyric, lyrics, lyrical, lyric video, lyrics video, official lyric, lyric visualizer, lyricvideo, with lyrics
        sing along, singalong, letra, letras, con letra, paroles, testo, songtext, text, sözleri, lirik, tekst, legendado, legenda
        tradução, traducción, traduzione, translation, sub español, subtitulada, subtitulado, subtítulos, sub ita, eng sub, subs
        color coded, color coded lyrics, han rom eng, текст, текст песни, слова, στίχοι, كلمات, מילים, เนื้อเพลง"""),
    "visualizer": _phrases("""visualizer, visualiser, visualizers, visual, official visual, visual video, official visualizer
        visualizador, pseudo video, canvas"""),
    "audio": _phrases("""audio, official audio, audio oficial, audio officiel, audio only, full audio, cover art, static video, audio video
        art track, pseudovideo, cover audio, song only, full song, audiovisual, аудио"""),
    "official_video": _phrases("""official video, official music video, official mv, official m v, official clip, official videoclip
        official hd video, official 4k video, official film, official promo, official 360 video, official performance video
        official visual video, official short film, official explicit video, official music, the official video, original video
        offical video, offical music video, vídeo oficial, videoclip oficial, video clip oficial, music video oficial, oficial video
        clipe oficial, videoclipe oficial, clip officiel, video clip officiel, officiel, video ufficiale, videoclip ufficiale
        offizielles video, offizielles musikvideo, resmi video, resmi klip, официальный клип, официальное видео, премьера клипа
        الكليب الرسمي, הקליפ הרשמי, επίσημο βίντεο"""),
    "video": _phrases("""music video, video, mv, m v, clip, clipe, videoclip, videoclipe, video clip, klip, клип, musikvideo, pv, promo video
        the video, video musical, videosong, video song, full video, full video song, musicvideo, short film, הקליפ, كليب"""),
}
# Words that say nothing about which song it is.
NOISE = _set("""official oficial officiel officielle ufficiale offizielles offizielle resmi original music video videos videoclip
    videoclipe clip clipe klip mv m v pv hd hq 4k uhd 8k 2k 1080p 720p 480p 1080 720 60fps 4 k hdtv 320kbps kbps full new latest short
    lyric lyrics letra letras paroles testo audio song songs música cancion chanson canzone tema visualizer visualiser visual explicit
    clean version remastered remaster upscaled stereo mono single album ep lp ost soundtrack high quality best sound vevo topic premiere
    exclusive promo the a an and with by from of on in ft feat featuring prod produced directed dir starring track upgrade uncensored
    censored dvd cd vinyl 45 78 rpm record records avi wmv mpg mp4 mp3 flac hit hits rare classic oldies subtitles sub eng español ingles
    english color coded han rom film youtube премьера официальный клип""")
NOISE_BEFORE = _set("the a an el la los las official oficial music video mv m song lyric lyrics audio clip clipe hd full")
NOISE_IN_CJK = (
    "官方",
    "完整版",
    "完整",
    "高清",
    "高畫質",
    "音源",
    "主題歌",
    "主題曲",
    "主题曲",
    "片尾曲",
    "公式",
    "뮤직비디오",
    "공식",
    "版",
)
# Words that join a performer and a title inside one segment: whatever is beyond them belongs to no title.
CONNECTORS = _set("""plays play playing played sings sing singing sung performs perform performed performing performance recorded by from
    feat ft featuring with presents pres vs prod starring interpreta canta cantando chante spielt singt mit von par de von per aka""")
# Which the same title has or has not, from one writer to the next.
ARTICLES = _set("the a an and y n el la los las le les der die das il lo o os as")
# Little words that make another song.
TELLING = _set("not no dont 2 3 4 5")
# What joins performers: "Ella with Louis", "Ella and Louis".
JOINING = _set("and with feat ft featuring x y et und e vs con")
FEATURING = _set("feat ft featuring")
WITH = _set("with con avec mit w")
COVERS = _set("cover covers covered covering coverversion coverd tribute versiones кавер")

# What the name of a band or an orchestra may lack, and what stands before a person's.
ENSEMBLES = _set("""trio quartet quartett quintet quintett sextet septet octet nonet orchestra orchester orquesta orchestre band bigband
    ensemble group combo choir chorus singers stars allstars duo project tanz tanzorchester jazz orch orq orchestr and his her the their son su sua sein big all star music friends""")
OF_ENSEMBLES = _set("and his her the their son su sua sein big all star")
TITLES_OF_PEOPLE = _set("mc dj dr mr mrs ms miss sir lil the los las les die el la le il lady st saint")
# What the name of a channel says beside an artist's, and what makes it a fan's or a label's.
CHANNEL_NOISE = _set("""vevo topic official oficial officiel ufficiale resmi music musica channel channels canal kanal records band youtube
    thebandofficial artist officialchannel international videos 공식""")
FANS = _set("tv fan fans lyrics tribute latinoamerica brasil archive covers cover karaoke daily updates world hd club")
COMPANIES = _set("""records recordings entertainment label labels pictures films studios musicgroup rekords recordz distribution
    productions""")
# Words of an old record's description: a year beside them is the record's, not a concert's.
RELEASES = _set("""records releasing released release recordings album lp single soundtrack ost recording version film movie song songs
    disc label vinyl rpm official 78 45 columbia decca okeh brunswick capitol rca victor bluebird mercury verve vocalion parlophone hmv
    philips atlantic motown chess stax imperial blue note prestige riverside emi cbs mgm epic polydor reprise elektra""")
FILM_WORDS = _set("""original motion picture soundtrack ost version film movie series television the netflix disney tv from score music
    and inspired by album deluxe edition""")
# Scripts without spaces: these may stand anywhere in a run of letters.
TAGS_IN_CJK = {
    "karaoke": ("カラオケ", "노래방", "伴奏", "卡拉ok"),
    "reaction": ("リアクション", "리액션", "反応", "반응"),
    "live": (
        "ライブ",
        "라이브",
        "演唱會",
        "演唱会",
        "現場",
        "现场",
        "콘서트",
        "축제",
        "버스킹",
        "공연",
        "인기가요",
        "음악중심",
        "뮤직뱅크",
    ),
    "cover": ("커버", "カバー", "翻唱", "歌ってみた", "弾いてみた", "叩いてみた"),
    "instrumental": ("オフボーカル", "반주", "純音樂", "インスト"),
    "dance": ("직캠", "안무", "踊ってみた", "댄스", "교차편집"),
    "teaser": ("티저", "予告", "ティザー"),
    "loop": ("1時間", "1시간", "耐久", "작업용"),
    "lyric": ("가사", "歌詞", "歌词", "字幕", "자막"),
    "acoustic": ("어쿠스틱", "アコースティック"),
    "remix": ("リミックス", "리믹스"),
}
