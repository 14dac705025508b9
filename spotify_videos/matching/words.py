"""The vocabulary of titles: what names a form, a version or a kind of upload, and what says nothing, in the languages of the web.

Every phrase is written as `text.words` spells it: lower case, ASCII, no apostrophes; other scripts as they are.
"""

from __future__ import annotations


def _phrases(lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in lines.replace("\n", ",").split(",") if phrase.strip())


def _set(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Uploads that are never the answer to a plain track.
REJECTED = {
    "karaoke": _phrases("karaoke, karaoke version, in the style of, backing track, playback, minus one, karaoke instrumental"),
    "reaction": _phrases(
        "reaction, reactions, reacts, reacting, react, reaccion, reaccionando, reacao, reagindo, first time hearing, first time listening, first listen, reaksi, reagiert"
    ),
    "tutorial": _phrases(
        """tutorial, lesson, lessons, how to play, how to sing, chords, tabs, guitar tab, bass tab, sheet music, piano tutorial, synthesia, play along,
        drum cover, bass cover, guitar cover, piano cover, violin cover, cover guitar, vocal coach, walkthrough, tuning, backing, drumless, chord"""
    ),
    "loop": _phrases(
        "1 hour, 1hour, 2 hours, 3 hours, 10 hours, one hour, hour loop, hours, 1 hora, 1h, 10h, loop, 30 minutes, 15min, 1 saat, 1hr, 1 hr, 30 min, 15 min"
    ),
    "altered": _phrases(
        """8d, 8d audio, 16d, 9d, sped up, spedup, speed up, speedup, speed, slowed, slowed down, slowed and reverb, reverb, slow version, nightcore, daycore, bass boosted, bassboosted,
        432hz, 432 hz, 528hz, chipmunk, chopped, screwed, pitched, 8 bit, 8bit, lofi, lo fi, music box, fast version, tiktok version, phaser, reversed, bass boost"""
    ),
    "dance": _phrases(
        "dance practice, choreography, choreo, dance cover, dance challenge, dance video, dance performance, zumba, just dance, challenge, line dance, moving ver, fancam, 직캠"
    ),
    "teaser": _phrases("teaser, trailer, preview, snippet, sneak peek, coming soon, shorts, promo clip, montage"),
    "about": _phrases(
        """making of, behind the scenes, bts video, interview, documentary, explained, meaning, review, unboxing, podcast, commentary, breakdown, making film, the making,
        song facts, story behind, historical background, how it was made, news, vlog, episode, full episode, gameplay, talks about, analysis, rehearsal, soundcheck, trailer oficial"""
    ),
    "collection": _phrases(
        """2 songs, 3 songs, full album, album completo, full ep, greatest hits, best songs, all songs, playlist, megamix, mega mix, all songs, dj mix, non stop, nonstop, mixtape, discography, top 10, top 50, full concert,
        concierto completo, full show, jukebox, full movie, compilation, album sampler, sampler"""
    ),
    "mashup": _phrases(
        "mashup, mash up, medley, type beat, parody, parodia, ringtone, misheard, shreds, but its, but every, without music, isolated, vocals only, stems"
    ),
}
# Other versions of a song, the answer exactly where they are asked for.
VERSIONS = {
    "live": _phrases(
        """live, ao vivo, en vivo, in concert, in concerto, en concierto, dal vivo, live performance, en directo, canli, na zywo, zivo, uzivo, live session, live sessions, live lounge,
        tiny desk, mtv unplugged, a colors show, tonight show, late show, late night, jools holland, top of the pops, music bank, inkigayo, m countdown, mcountdown, music core, show champion,
        the voice, x factor, got talent, american idol, music awards, awards, saturday night live, snl, glastonbury, coachella, lollapalooza, reading festival, super bowl, halftime show,
        rock am ring, rock in rio, wembley, madison square garden, red rocks, royal albert hall, stadium, arena, tour, concert, koncert, konzert, concierto, en vivo desde, bootleg live, like a version,
        radio session, bbc session, kexp, vevo lift, performs, on ellen, letterman, jimmy kimmel, jimmy fallon, soundstage, encore, ao vivo em, live at, live in, live from, live on, vivo, brings, special, busking"""
    ),
    "acoustic": _phrases(
        "acoustic, acustico, acustica, acoustique, akustik, unplugged, stripped, stripped down, campfire, piano version, akusticka"
    ),
    "instrumental": _phrases("instrumental, inst, off vocal, no vocals, instrumentals, instru, instrumentale"),
    "acapella": _phrases("acapella, acappella, acapellas"),
    "demo": _phrases(
        "demo, demos, rough mix, outtake, outtakes, early version, alternate take, alternative take, unreleased, take 1, take 2, take 3, work tape"
    ),
    "orchestral": _phrases("orchestral, symphonic, orchestra version, string version, strings version, orchestral version"),
    "extended": _phrases("extended, extended mix, extended version, 12 inch, 12 version, maxi, long version, full length"),
    "reprise": _phrases("reprise, interlude, intro, outro, skit, prelude"),
    "duet": _phrases("duet, duet version, dueto, a duet"),
}
# Words that make their bracket or suffix a version of its own; whose it is stands beside them.
REMIXES = _set(
    "remix remixed rmx mix remixes edit reedit bootleg flip rework reworked refix vip dub remake mixshow amp reamp revisited rmix remixe re revision dubmix megamix"
)
VARIANTS = _set("version versions ver versao verzija versione fassung versi wersja verse take cut vers")
KINDS = REMIXES | VARIANTS
NEUTRAL = _set(
    """remaster remastered remastering remasterizado remasterizada remasterise restored upscaled mono stereo radio single album original official deluxe edition bonus track expanded anniversary
    explicit clean dirty uncensored censored video clip hd hq full main standard studio lp ep edit version mix release edit digital digitally new promo the a an of for from us uk usa
    international theatrical director directors cut complete uncut long short reissue extended track no 4k lyric lyrics audio music special edited visual visualizer by
    feat ft featuring with x and y 7 12 1 2 3 0 pt
    ai enhanced 1080p 720p 2k 5k 8k 60fps tv size ost soundtrack motion picture film movie series theme title main official oficial"""
)
# What a title says about the form of an upload, strongest first.
FORMS = {
    "lyric": _phrases(
        """lyric, lyrics, lyrical, sing along, singalong, lyric video, lyrics video, letra, letras, con letra, paroles, testo, songtext, text, with lyrics, sozleri, lirik, tekst, karaoke lyrics, legendado, legenda, traducao, traduccion, traduzione,
        sub espanol, subtitulada, subtitulado, subtitulos, sub ita, eng sub, color coded, color coded lyrics, han rom eng, 가사, 歌詞, 字幕, 歌词, lyricvideo, official lyric, lyric visualizer, translation, subs"""
    ),
    "visualizer": _phrases(
        "visualizer, visualiser, visualizers, visual, official visual, visual video, official visualizer, pseudo video, visualizador, canvas"
    ),
    "audio": _phrases(
        "audio, official audio, audio oficial, audio only, audio officiel, cover art, static video, full audio, audio video, art track, pseudovideo, cover audio, song only, full song, audio hq, audiovisual"
    ),
    "official_video": _phrases(
        """official video, official music video, official mv, official m v, video oficial, videoclip oficial, clip officiel, video clip oficial, video clip officiel, official clip, official videoclip, clipe oficial,
        videoclipe oficial, video ufficiale, offizielles video, offizielles musikvideo, resmi video, resmi klip, official hd video, official 4k video, official film, officiel, official promo, original video, official 360 video,
        official performance video, offical video, offical music video, official music, music video oficial, official lyric, video clip ufficiale, official visual video, the official video, oficial video, videoclip ufficiale,
        official short film, official explicit video, official dance video"""
    ),
    "video": _phrases(
        "music video, video, mv, m v, clip, clipe, videoclip, videoclipe, video clip, klip, musikvideo, pv, vidéo, promo video, the video, video musical, videosong, video song, full video, full video song, musicvideo, 뮤직비디오, short film"
    ),
}
# Words that say nothing about which song it is.
NOISE = _set(
    """official oficial officiel officielle ufficiale offizielles offizielle resmi original music video videos videoclip clip clipe klip mv m v hd hq 4k uhd 8k 2k 1080p 720p 480p 60fps 4 k full new latest lyric lyrics letra audio song songs
    visualizer visualiser visual explicit clean version remastered remaster stereo mono single album ep lp ost soundtrack high quality vevo topic premiere exclusive promo the a an and with by from of ft feat featuring prod produced
    directed dir starring track upgrade uncensored censored dvd cd vinyl 45 rpm 78 rpm record records avi wmv mpg mp4 mp3 flac hit hits feat music-video rare classic oldies best sound quality subtitles sub eng espanol ingles
    english lyrics paroles testo hdtv 320kbps kbps 1080 720 color coded han rom letras oficial videoclipe video-clip musica cancion chanson canzone song: tema pv short film on in youtube remastered 2k upscaled"""
)
# Words that join a performer and a title inside one segment: whatever is beyond them belongs to no title.
CONNECTORS = _set(
    "plays play playing sings sing singing performs perform performed performing by from feat ft featuring with presents pres vs prod starring interpreta canta cantando performance sung played recorded spielt singt mit chante par von de per per: aka"
)
# Spellings of one word that differ by more than a slip of the pen.
SPELLINGS = {
    "wanna": "wantto", "gonna": "goingto", "gotta": "gotto", "u": "you", "ur": "your", "ya": "you",
    "cuz": "because", "cause": "because", "coz": "because", "luv": "love", "nite": "night", "tonite": "tonight", "thru": "through",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
PARTS = _set("pt part parts pts parte teil")
NUMERALS = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
}
FEATURING = _set("feat ft featuring")
WITH = _set("with con avec mit w")
COVERS = _set(
    "cover covers covered covering coverversion covered: tribute versiones cover: 커버 カバー 歌ってみた 弾いてみた coverd"
)
ENSEMBLES = _set(
    "trio quartet quintet sextet septet octet nonet orchestra orchester orquesta orchestre band bigband ensemble group combo choir chorus singers and his her the their big all star stars quartett quintett tanz tanzorchester jazz allstars project duo music"
)
TITLES_OF_PEOPLE = _set("mc dj dr mr mrs ms miss sir lil the los las les die el la le il lady st saint")
CHANNEL_NOISE = _set(
    "vevo topic official oficial officiel music channel records band youtube canal ufficiale musica thebandofficial resmi kanal artist officialchannel international 공식 channels videos"
)
FANS = _set("tv fan fans lyrics tribute latinoamerica brasil archive covers cover karaoke daily updates world hd club")
TAGS_IN_CJK = {
    "karaoke": ("カラオケ", "노래방", "伴奏", "卡拉ok"),
    "reaction": ("리액션", "反応", "반응"),
    "live": (
        "ライブ",
        "라이브",
        "演唱會",
        "演唱会",
        "現場",
        "现场",
        "콘서트",
        "축제",
        "교차편집",
        "인기가요",
        "버스킹",
        "공연",
        "음악중심",
        "뮤직뱅크",
    ),
    "cover": ("커버", "カバー", "翻唱", "歌ってみた", "弾いてみた", "叩いてみた", "踊ってみた"),
    "instrumental": ("オフボーカル", "반주", "純音樂", "インスト"),
    "dance": ("직캠", "안무", "踊ってみた", "댄스"),
    "teaser": ("티저", "予告", "ティザー"),
    "loop": ("1時間", "1시간", "耐久", "작업용"),
    "lyric": ("가사", "歌詞", "歌词", "字幕", "자막"),
    "acoustic": ("어쿠스틱", "アコースティック"),
    "remix": ("リミックス", "리믹스"),
}

RELEASES = _set(
    "records releasing released release recordings album lp single soundtrack ost recording version film movie song songs disc label vinyl rpm songs official"
)
COMPANIES = _set(
    "records recordings entertainment label labels pictures films studios musicgroup rekords recordz distribution productions labels"
)
REMASTERS = _set("remaster remastered remastering remasterizado remasterizada remasterise")
REMIXES_BY_THEMSELVES = REMIXES - _set("mix edit re revision")
FILM_WORDS = _set(
    "original motion picture soundtrack ost version film movie series the netflix disney tv from score music and inspired by album television deluxe edition"
)
ARTICLES = _set("and y n the a an and y el la los las le les der die das il lo o os as")
