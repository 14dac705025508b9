"""What is no video of the song is refused, in every big language: karaoke, covers, reactions, lessons, loops, altered copies."""

import pytest

REFUSED = [
    "Levitating (Originally Performed By Dua Lipa) @ Party Tyme",
    "Levitating (Originally Performed By Dua Lipa) [Instrumental] @ Zoom",
    "Levitating (In the Style of Dua Lipa) @ Zoom",
    "Levitating (Made Famous by Dua Lipa) @ Zoom",
    "Levitating (As Made Famous By Dua Lipa) @ Zoom",
    "Levitating (Made Popular by Dua Lipa) @ Zoom",
    "Levitating - Tribute to Dua Lipa @ Zoom",
    "Levitating (A Tribute to Dua Lipa) @ Zoom",
    "Levitating (Dua Lipa Tribute) @ Zoom",
    "Dua Lipa - Levitating (Tribute Version) @ Zoom",
    "Dua Lipa Levitating @ Sing King Karaoke",
    "Dua Lipa - Levitating @ Party Tyme Karaoke",
    "Dua Lipa - Levitating (Lyrics) @ Karaoke Version",
    "Levitating (Dua Lipa) @ Piano Tribute Players",
    "Levitating - Dua Lipa | Piano Cover @ Pianella",
    "Levitating - Dua Lipa (Piano Instrumental) @ Pianella",
    "Dua Lipa - Levitating | Drum Cover @ Joe",
    "Dua Lipa - Levitating (cover by Jane) @ Jane",
    "Levitating by Dua Lipa (Jane Doe cover) @ Jane Doe",
    "Jane Doe - Levitating (Dua Lipa Cover) @ Jane Doe",
    "Levitating - Dua Lipa (Cover Español) @ Jane Doe",
    "Dua Lipa - Levitating (cover en español) @ Laura",
    "Levitating - Dua Lipa - versión de Laura @ Laura",
    "Dua Lipa - Levitating (Karaoke Version) @ X",
    "Dua Lipa - Levitating (Karaoké) @ X",
    "Dua Lipa - Levitating (Versión Karaoke) @ X",
    "Levitating (Al Estilo De Dua Lipa) @ X",
    "Levitating (Popularizado por Dua Lipa) @ X",
    "Levitating (Popularizada por Dua Lipa) [Versão Karaokê] @ X",
    "Levitating (No Estilo de Dua Lipa) @ X",
    "Levitating (Rendu célèbre par Dua Lipa) @ X",
    "Levitating (à la manière de Dua Lipa) @ X",
    "Levitating (Nello stile di Dua Lipa) @ X",
    "Levitating (Resa famosa da Dua Lipa) @ X",
    "Levitating (Im Stil von Dua Lipa) @ X",
    "Levitating (Bekannt durch Dua Lipa) @ X",
    "Levitating (W stylu Dua Lipa) @ X",
    "Levitating (In de stijl van Dua Lipa) @ X",
    "Levitating (В стиле Dua Lipa) @ X",
    "Dua Lipa - Levitating (караоке) @ X",
    "Dua Lipa - Levitating (минусовка) @ X",
    "Dua Lipa - Levitating (минус) @ X",
    "Dua Lipa - Levitating (кавер) @ X",
    "Dua Lipa - Levitating (кавер на русском) @ X",
    "Dua Lipa - Levitating カラオケ @ X",
    "Dua Lipa - Levitating 노래방 @ X",
    "Dua Lipa - Levitating [노래방/MR] @ X",
    "Dua Lipa - Levitating 伴奏 @ X",
    "Dua Lipa - Levitating 歌ってみた @ X",
    "Dua Lipa - Levitating 翻唱 @ X",
    "Dua Lipa - Levitating 커버 @ X",
    "Dua Lipa - Levitating كاريوكي @ X",
    "Dua Lipa - Levitating קריוקי @ X",
    "Dua Lipa - Levitating คาราโอเกะ @ X",
    "Dua Lipa - Levitating (Καραόκε) @ X",
    "Dua Lipa - Levitating कराओके @ X",
    "Dua Lipa - Levitating (Instrumental / Lyrics) @ X",
    "Dua Lipa - Levitating (Backing Track) @ X",
    "Dua Lipa - Levitating (Piano Karaoke) @ X",
    "Dua Lipa - Levitating (Lower Key Karaoke) @ X",
    "Dua Lipa - Levitating (Guitar Tutorial) @ X",
    "Dua Lipa - Levitating (Cómo tocar) @ X",
    "Como tocar Levitating - Dua Lipa @ X",
    "Dua Lipa - Levitating REACTION @ X",
    "Reaccionando a Dua Lipa - Levitating @ X",
    "REAÇÃO: Dua Lipa - Levitating @ X",
    "Réaction à Dua Lipa - Levitating @ X",
    "Dua Lipa - Levitating | РЕАКЦИЯ @ X",
    "Mi mamá reacciona a Dua Lipa - Levitating @ X",
    "Dua Lipa - Levitating tepki @ X",
    "Dua Lipa - Levitating (1 Hour Loop) @ X",
    "Dua Lipa - Levitating (1 HORA) @ X",
    "Dua Lipa - Levitating [10 Hours] @ X",
    "Dua Lipa - Levitating (1 час) @ X",
    "Dua Lipa - Levitating 1시간 @ X",
    "Dua Lipa - Levitating (Sped Up) @ X",
    "Dua Lipa - Levitating (Slowed + Reverb) @ X",
    "Dua Lipa - Levitating (Nightcore) @ X",
    "Nightcore - Levitating (Dua Lipa) @ X",
    "Dua Lipa - Levitating (8D Audio) @ X",
    "Dua Lipa - Levitating (Bass Boosted) @ X",
    "Dua Lipa - Levitating (Dance Cover) @ X",
    "Dua Lipa - Levitating (Coreografia) @ X",
    "Dua Lipa - Levitating Teaser @ X",
    "Dua Lipa - Levitating (Behind the Scenes) @ Dua Lipa",
    "Dua Lipa - Levitating (Making Of) @ Dua Lipa",
    "Dua Lipa - Levitating (Parody) @ X",
    "Dua Lipa - Levitating (Paródia) @ X",
    "Dua Lipa - Levitating x Blinding Lights (Mashup) @ X",
    "Kidz Bop Kids - Levitating (Dua Lipa) @ KIDZ BOP",
    "Levitating - Vitamin String Quartet Performs Dua Lipa @ Vitamin String Quartet",
    "Lullaby Renditions of Dua Lipa - Levitating @ Rockabye Baby",
    "Levitating (8-Bit Dua Lipa Emulation) @ 8-Bit Arcade",
    "Levitating (Dua Lipa) - Saxophone Cover @ Sax",
    "Levitating Dua Lipa violin @ Violin girl",
    "AI Cover - Levitating (Dua Lipa) @ AI",
    "Dua Lipa - Levitating (AI Cover) @ AI",
    "Levitating (Workout Mix) @ Power Music Workout",
    "Levitating (Dua Lipa) - Peter Bence @ Peter Bence",
    "Dua Lipa - Levitating // Jane Doe Cover @ Jane Doe",
    "Levitating - Dua Lipa | Cover by Jane Doe @ Jane Doe",
    "Levitating (feat. Jane) [Dua Lipa Cover] @ Jane",
]
OF_ANOTHER_PERFORMER = [
    ("the_artist_in_brackets_is_the_writer", "Peter Bence", "Levitating (Dua Lipa) - Peter Bence @ Peter Bence"),
    ("children_sing_it", "KIDZ BOP Kids", "Kidz Bop Kids - Levitating (Dua Lipa) @ KIDZ BOP"),
    ("by_the_uploader", "Jane Doe", "Levitating - Dua Lipa Official Music Video by Jane Doe @ Jane Doe"),
    ("a_tribute_to_ours", "Jane Doe", "Jane Doe - Levitating (Tribute to Dua Lipa) @ Jane Doe"),
    ("originally_by_ours", "Jane Doe", "Jane Doe - Levitating (Originally Performed By Dua Lipa) @ Jane Doe"),
    ("a_language_is_no_performer", "Laura", "Dua Lipa - Levitating (cover en español) by Laura @ Laura"),
]


@pytest.mark.parametrize("upload", REFUSED)
def test_what_is_no_video_of_the_song_is_no_match(verdict, upload):
    assert verdict("Dua Lipa", "Levitating", upload).status != "matched"


@pytest.mark.parametrize(
    ("performer", "upload"), [case[1:] for case in OF_ANOTHER_PERFORMER], ids=[case[0] for case in OF_ANOTHER_PERFORMER]
)
def test_a_cover_is_its_performers_and_not_ours(verdict, performer, upload):
    assert verdict("Dua Lipa", "Levitating", upload).status == "not_found"
    assert verdict(performer, "Levitating", upload).status == "matched"


@pytest.mark.parametrize("upload", ["Dua Lipa - Levitating @ Sing King Karaoke", "Levitating (Dua Lipa) @ Piano Tribute Players"])
def test_a_channel_of_karaoke_needs_no_word_of_it_in_the_title(verdict, upload):
    assert verdict("Dua Lipa", "Levitating", upload).status == "not_found"


@pytest.mark.parametrize("upload", [upload.partition(" @ ")[0] for upload in REFUSED[:6]])
def test_without_a_channel_it_is_refused_as_well(verdict, upload):
    assert verdict("Dua Lipa", "Levitating", upload).status == "not_found"


@pytest.mark.parametrize("role", ["prod. by", "Directed by", "animated by", "shot by"])
def test_who_helped_is_not_the_performer(verdict, role):
    assert verdict("Dua Lipa", "Levitating", f"Dua Lipa - Levitating ({role} Jane Doe) @ Jane Doe").status == "matched"


def test_a_label_that_signs_a_title_is_not_the_performer(verdict):
    assert verdict("Dua Lipa", "Levitating", "Levitating (Dua Lipa) | Big Label @ Big Label").status == "matched"
