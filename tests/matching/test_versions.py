"""Is it the version that was asked for? One candidate a case; every rule is in its name."""

import pytest

YES, OTHER, NO = "matched", "other_version", "not_found"
PLAIN = "Levitating"

NEVER_FOR_A_PLAIN_TRACK = [
    "Dua Lipa - Levitating (Karaoke Version)",
    "Levitating (Originally Performed By Dua Lipa)",
    "Levitating - in the style of Dua Lipa",
    "Dua Lipa - Levitating (Cover by Emma)",
    "Dua Lipa - Levitating (Cover)",
    "Emma - Levitating (Dua Lipa Cover)",
    "Levitating - Dua Lipa | piano cover",
    "FIRST TIME HEARING Dua Lipa - Levitating",
    "Dua Lipa - Levitating | REACTION",
    "Mum reacts to Dua Lipa - Levitating",
    "Dua Lipa - Levitating (Guitar Lesson)",
    "How to play Levitating by Dua Lipa",
    "Dua Lipa - Levitating - Piano Tutorial",
    "Dua Lipa - Levitating drum cover",
    "Dua Lipa - Levitating [1 HOUR]",
    "Dua Lipa - Levitating (1 Hour Loop)",
    "Dua Lipa - Levitating (15min Version)",
    "Dua Lipa - Levitating (sped up)",
    "Dua Lipa - Levitating // speed up",
    "Dua Lipa - Levitating (slowed + reverb)",
    "Nightcore - Levitating (Dua Lipa)",
    "Dua Lipa - Levitating (8D AUDIO)",
    "Dua Lipa - Levitating (Bass Boosted)",
    "Dua Lipa - Levitating (Teaser)",
    "Dua Lipa - Levitating (Official Trailer)",
    "Dua Lipa - Levitating | Behind The Scenes",
    "Dua Lipa - Levitating (Making Of)",
    "Dua Lipa - Levitating | Dance Practice",
    "Dua Lipa - Levitating (Choreography)",
    "Dua Lipa - Levitating | Dance Challenge",
    "Dua Lipa - Levitating explained",
    "Dua Lipa - Levitating (Full Album)",
    "Dua Lipa - Levitating / Hallucinate - 2 songs",
    "Dua Lipa - Levitating (Mashup)",
    "Dua Lipa - Levitating (Parody)",
    "Dua Lipa - Levitating караоке",
    "Dua Lipa. Levitating. Brixton Academy 16.03.2022",
]
ANOTHER_VERSION_OF_A_PLAIN_TRACK = [
    "Dua Lipa - Levitating, Dublin 2016",
    "Dua Lipa - Levitating (Live)",
    "Dua Lipa - Levitating (Live at Wembley)",
    "Dua Lipa - Levitating - Live in Berlin 2018",
    "Dua Lipa - Levitating (Ao Vivo)",
    "Dua Lipa - Levitating (En Vivo)",
    "Dua Lipa - Levitating | Tiny Desk",
    "Dua Lipa - Levitating in the Live Lounge",
    "Dua Lipa - Levitating (WACKEN 2013)",
    "Dua Lipa - Levitating - Brixton Academy 16.03.2022",
    "Dua Lipa Brings 'Levitating' to Ellen!",
    "Dua Lipa - Levitating (A Dua Special)",
    "Dua Lipa - Levitating (American Music Awards)",
    "Dua Lipa - Levitating (Acoustic)",
    "Dua Lipa - Levitating (Acústico)",
    "Dua Lipa - Levitating (Stripped)",
    "Dua Lipa - Levitating (Piano Version)",
    "Dua Lipa - Levitating (Tropix Remix)",
    "Dua Lipa - Levitating (Remix)",
    "Dua Lipa - Levitating (Tropix Bootleg)",
    "Dua Lipa - Levitating (Tropix Edit)",
    "Dua Lipa - Levitating (Club Mix)",
    "Dua Lipa - Levitating (Extended Mix)",
    "Dua Lipa - Levitating (Instrumental)",
    "Dua Lipa - Levitating (Demo)",
    "Dua Lipa - Levitating (Spanish Version)",
    "Dua Lipa - Levitating (2022 Version)",
    "Dua Lipa - Levitating (Orchestral Version)",
    "Dua Lipa - Levitating, Pt. 2",
]
STILL_THE_PLAIN_TRACK = [
    "Dua Lipa - Levitating (Official Music Video)",
    "Dua Lipa - Levitating (Official Video) 4K",
    "Dua Lipa - Levitating [Clipe Oficial]",
    "Dua Lipa - Levitating (Video Ufficiale)",
    "Dua Lipa - Levitating (Official Audio)",
    "Dua Lipa - Levitating (Letra)",
    "Dua Lipa - Levitating (Lyrics)",
    "Dua Lipa - Levitating (Official Visualizer)",
    "Dua Lipa - Levitating (Explicit)",
    "Dua Lipa - Levitating (Clean Version)",
    "Dua Lipa - Levitating (Album Version)",
    "Dua Lipa - Levitating (Radio Edit)",
    "Dua Lipa - Levitating (Original Mix)",
    "Dua Lipa - Levitating (Remastered 2011)",
    "Dua Lipa - Levitating (2020)",
    "Dua Lipa - Levitating (Mercury Records 2020)",
    "Dua Lipa - Levitating (Official Video) 2020",
    "Dua Lipa - Levitating ft. DaBaby",
    "Dua Lipa - Levitating (Starring Somebody Famous)",
    "Dua Lipa - Levitating (HD)",
    "Dua Lipa - Levitating (Full Video)",
]

ASKED_FOR = [
    ("a_remix_for_a_remix", "Travis", "Goosebumps - Remix", "Travis - Goosebumps (Remix)", YES),
    ("no_plain_video_for_a_remix", "Travis", "Goosebumps - Remix", "Travis - Goosebumps (Official Video)", OTHER),
    ("the_remixers_own_remix", "Daya", "Bad Girl - JVKE Remix", "Daya - Bad Girl (JVKE Remix)", YES),
    ("somebody_elses_remix", "Daya", "Bad Girl - JVKE Remix", "Daya - Bad Girl (Tropix Remix)", OTHER),
    ("a_named_remix_for_an_unnamed_one", "Daya", "Bad Girl (Remix)", "Daya - Bad Girl (Tropix Remix)", OTHER),
    ("a_credited_remixer_may_be_named", "Daya; Tropix", "Bad Girl (Remix)", "Daya - Bad Girl (Tropix Remix)", YES),
    ("a_credited_remixer_counts_as_artist", "Galantis", "My Universe - Galantis Remix",
     "Coldplay - My Universe (Galantis Remix)", YES),
    ("two_remixes_share_a_name_only", "RZA", "Breathe [Liam H and Rene LaVice Re-Amp]",
     "RZA - Breathe (Rene LaVice's Dark Remix)", OTHER),
    ("a_club_mix_for_a_club_mix", "Eric Prydz", "Pjanoo - Club Mix", "Eric Prydz - Pjanoo (Club Mix)", YES),
    ("a_radio_edit_is_the_plain_track", "Eric Prydz", "Pjanoo - Radio Edit", "Eric Prydz - Pjanoo (Official Video)", YES),
    ("a_remaster_is_the_plain_track", "Queen", "Bohemian Rhapsody - Remastered 2011", "Queen - Bohemian Rhapsody", YES),
    ("mono_is_the_plain_track", "The Kinks", "Lola - Mono", "The Kinks - Lola", YES),
    ("a_single_version_is_the_plain_track", "The Kinks", "Lola - Single Version", "The Kinks - Lola", YES),
    ("a_soundtrack_version_is_the_plain_track", "Jessie J", 'Flashlight - From "Pitch" Soundtrack', "Jessie J - Flashlight", YES),
    ("live_for_live", "The Kinks", "Lola - Live at Providence, 1979", "The Kinks - Lola (Live)", YES),
    ("ao_vivo_for_live", "Skank", "Resposta - Ao Vivo", "Skank - Resposta (DVD Ao Vivo)", YES),
    ("no_plain_video_for_live", "The Kinks", "Lola - Live", "The Kinks - Lola (Official Video)", OTHER),
    ("a_session_for_live", "James Bay", "Let It Go - Live", "Let It Go (James Bay Spotify Session 2015)", YES),
    ("acoustic_for_acoustic", "Kodaline", "Brother - Acoustic", "Kodaline - Brother (Acoustic)", YES),
    ("acoustic_live_for_acoustic", "Kodaline", "Brother - Acoustic", "Kodaline - Brother (Acoustic Live)", YES),
    ("no_plain_video_for_acoustic", "Kodaline", "Brother - Acoustic", "Kodaline - Brother (Official Video)", OTHER),
    ("sped_up_for_sped_up", "Daya", "Insomnia - Sped Up", "Daya - Insomnia (Sped Up)", YES),
    ("no_plain_video_for_sped_up", "Daya", "Insomnia - Sped Up", "Daya - Insomnia", OTHER),
    ("slowed_for_slowed", "Lykke Li", "feelings - slowed version", "Lykke Li - feelings (slowed version)", YES),
    ("instrumental_for_instrumental", "Cardi B", "Up (Instrumental)", "Cardi B - Up (Instrumental)", YES),
    ("no_plain_video_for_instrumental", "Cardi B", "Up (Instrumental)", "Cardi B - Up", OTHER),
    ("demo_for_demo", "Weezer", "Buddy Holly - Demo", "Weezer - Buddy Holly (Demo)", YES),
    ("her_version_for_her_version", "Taylor Swift", "Love Story (Taylor’s Version)",
     "Taylor Swift - Love Story (Taylor's Version)", YES),
    ("the_old_recording_is_not_hers", "Taylor Swift", "Love Story (Taylor’s Version)", "Taylor Swift - Love Story", OTHER),
    ("her_version_is_not_the_old_recording", "Taylor Swift", "Love Story", "Taylor Swift - Love Story (Taylor's Version)", OTHER),
    ("another_language_for_another_language", "Shakira", "Loca - Spanish Version", "Shakira - Loca (Spanish Version)", YES),
    ("an_extended_mix_for_an_extended_mix", "Tiësto", "Boom - Extended Mix", "Tiësto - Boom (Extended Mix)", YES),
    ("part_two_is_part_two", "Pink Floyd", "Another Brick, Pt. 2", "Pink Floyd - Another Brick, Part Two", YES),
    ("part_two_is_part_ii", "Pink Floyd", "Another Brick, Pt. 2", "Pink Floyd - Another Brick, Part II", YES),
    ("part_one_may_lack", "George Michael", "Fastlove, Pt. 1", "George Michael - Fastlove", YES),
    ("part_one_is_not_part_two", "George Michael", "Fastlove, Pt. 1", "George Michael - Fastlove, Pt. 2", OTHER),
    ("a_soundtracks_part_is_not_the_songs", "Jimin", "With you", "Jimin - With you | Our Blues OST Part 4", YES),
    ("a_duet_of_two_is_no_other_version", "Maná; Shakira", "Mi Verdad", "Maná - Mi Verdad a dueto con Shakira", YES),
    ("a_duet_version_is_another_version", "Maná; Shakira", "Mi Verdad", "Maná - Mi Verdad (Duet Version)", OTHER),
    ("a_cut_of_the_official_video_is_the_song", "NewJeans", "Hype Boy",
     "NewJeans 'Hype Boy' Official MV (Mina ver.) @ NewJeans", YES),
    ("a_language_is_no_cut_of_the_video", "NewJeans", "Hype Boy",
     "NewJeans 'Hype Boy' Official MV (Japanese ver.) @ NewJeans", OTHER),
    ("a_dvd_for_live", "Marília", "Infiel - Ao Vivo", "Marília - Infiel - Vídeo Oficial do DVD", YES),
    ("karaoke_for_karaoke", "Sing King", "Hello (Karaoke Version)", "Sing King - Hello (Karaoke Version)", YES),
    ("mix_in_a_name_is_no_remix", "Little Mix", "Power", "Little Mix - Power (Official Video)", YES),
    ("live_in_a_title_is_not_live", "Guns", "Live and Let Die", "Guns - Live and Let Die (Official Video)", YES),
    ("live_in_a_name_is_not_live", "Live", "Lightning Crashes", "Live - Lightning Crashes", YES),
    ("an_old_year_is_the_records", "Anna", "Silver Line", "Anna - Silver Line (Northern Soul 1968)", YES),
    ("a_late_year_with_a_place_is_a_concerts", "Anna", "Silver Line", "Anna - Silver Line (Dublin 2016)", OTHER),
    ("where_it_was_recorded_is_no_version", "Anna Foo", "Silver Line", "Silver Line recorded by Anna Foo in 1940", YES),
    ("a_special_music_video_is_not_live", "Anna", "Silver Line", "Special Music Video | Anna - Silver Line @ somebody", YES),
    ("tour_in_a_title_is_not_live", "Tribe", "Award Tour", "Tribe - Award Tour", YES),
    ("a_show_in_the_artists_name_is_no_stage", "Late Show Singers - Season 9", "Come Together",
     "Come Together - Late Show Season 9 @ somebody", YES),
    ("a_show_is_a_stage", "Carrie Wood", "Come Together", "Come Together - Carrie Wood - Late Show @ somebody", OTHER),
    ("cover_in_a_title_is_no_cover", "Anna", "Cover Me Up", "Anna - Cover Me Up", YES),
    ("reaction_in_a_title_is_no_reaction", "Diana Ross", "Chain Reaction", "Diana Ross - Chain Reaction", YES),
]  # fmt: skip

COVERS = [
    ("our_artist_covers_in_brackets", "LP", "Halo", "LP - Halo (Beyonce Cover) @ LP", YES),
    ("our_artist_covers_on_a_fans_channel", "Within Temptation", "Let Her Go",
     "Within Temptation - Let Her Go (Passenger Cover) @ WTlover90", YES),
    ("our_artist_covers_acoustically", "Corey Gray", "Sugar", "Maroon 5 - Sugar (Corey Gray Acoustic Cover) @ Corey Gray", YES),
    ("our_artist_covers_live", "Sam Tsui", "7 Years", "7 Years (Lukas Graham) - Live Sam Tsui Cover | Sam Tsui @ TheSamTsui", YES),
    ("covered_by_our_artist", "Jared Halley", "Stitches", "Stitches // Shawn Mendes // Cover by Jared Halley @ Jared Halley", YES),
    ("our_artist_before_the_verb", "Sia", "Halo", "Sia covers Beyonce 'Halo' @ radio", YES),
    ("our_artist_after_the_verb", "Beyonce", "Halo", "Sia covers Beyonce 'Halo' @ radio", NO),
    ("our_artist_is_the_one_covered", "Beyonce", "Halo", "LP - Halo (Beyonce Cover) @ LP", NO),
    ("a_band_on_its_own_channel_covers_ours", "Bryan Adams", "Heaven",
     "Heaven - Bryan Adams (Boyce Avenue feat. Megan acoustic cover) @ Boyce Avenue", NO),
    ("named_between_song_and_bracket_ours_is_covered", "James Bay", "Let It Go",
     "Let It Go - James Bay (Jason Chen Cover) @ x", NO),
    ("a_cover_song_is_its_writers_in_the_bracket", "Mina Foo", "Silver Line",
     "Silver Line - Mina Foo (The Corn cover song) @ somebody", YES),
    ("a_tribute_in_spanish_is_a_cover", "Soda Stereo", "Persiana Americana",
     "Soda Stereo - Persiana Americana (Homenaje) @ somebody", NO),
    ("our_artist_pays_a_tribute_live", "Los Bunkers", "Persiana Americana",
     "Los Bunkers - Persiana Americana (Tributo a Soda Stereo) en vivo @ somebody", YES),
    ("a_cover_by_nobody_named", "The Rolling Stones", "Factory Girl", "Factory Girl - The Rolling Stones - (Cover) @ somebody", NO),
    ("a_fans_cover_by_name", "Green Day", "Good Riddance", "Jamie - Good Riddance (Green Day Cover) @ Green Day Italia", NO),
    ("a_tribute_is_a_cover", "Queen", "Innuendo", "Queen - Innuendo (Tribute) @ somebody", NO),
    ("who_shows_it_is_no_performer", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line (The Corn Cover) | Radio Six @ Radio Six", YES),
    ("who_uploads_and_leads_is_the_performer", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line (Jane Roe Cover) | Jane Roe @ Jane Roe", NO),
    ("a_label_has_no_fans_covers", "Mina Foo", "Silver Line", "Mina Foo - Silver Line (Cover) @ Nuclear Records", YES),
    ("the_writer_stands_behind_of", "Mina Foo", "Silver Line", "Mina Foo - Silver Line - Cover of The Corn @ somebody", YES),
    ("the_writer_stands_behind_originally_by", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line (originally by The Corn) @ somebody", YES),
    ("the_performer_stands_behind_by_outside", "Mina Foo", "Silver Line",
     "Silver Line - The Corn (cover) by Mina Foo @ somebody", YES),
    ("behind_song_and_writer_stands_the_performer", "Mina Foo", "Silver Line",
     "Silver Line - The Corn - Mina Foo Cover @ Roe Studio", YES),
    ("behind_song_and_writer_in_brackets_stands_the_performer", "Mina Foo", "Silver Line",
     "Silver Line (The Corn) - Mina Foo cover @ somebody", YES),
    ("before_another_performer_stands_the_writer", "Mina Foo", "Silver Line",
     "Silver Line (Mina Foo) - Jane Roe cover @ Roe Studio", NO),
    ("between_song_and_performer_stands_the_writer", "Mina Foo", "Silver Line",
     "Silver Line - Mina Foo | Jane Roe Cover @ Roe Studio", NO),
    ("whose_song_nobody_names_is_covered", "Mina Foo", "Silver Line", "Silver Line - Mina Foo cover @ Jane Roe", NO),
    ("covering_has_the_performer_before_it", "Mina Foo", "Silver Line",
     "Mina Foo covering Silver Line by The Corn @ somebody", YES),
    ("a_tribute_band_is_not_the_artist", "Mina Foo", "Silver Line", "Mina Foo Tribute Band - Silver Line @ somebody", NO),
    ("a_tribute_to_another_is_ours", "Foo Players", "Silver Line",
     "Silver Line - Foo Players Tribute to The Corn @ somebody", YES),
    ("the_writer_stands_in_brackets_behind_the_song", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line (The Corn) - cover @ somebody", YES),
    ("an_instrument_in_brackets_writes_nothing", "Mina Foo", "Silver Line", "Mina Foo - Silver Line (piano) cover @ somebody", NO),
    ("who_uploads_covers_under_a_first_name", "Mina Foo", "Silver Line", "Mina Foo - Silver Line (Jane's Cover) @ Jane Roe", NO),
    ("a_name_before_cover_alone_is_covered", "Mina Foo", "Silver Line", "Mina Foo Cover - Silver Line @ Jane Roe", NO),
    ("cover_may_be_a_verb", "Mina Foo", "Silver Line", "Mina Foo cover Silver Line by The Corn @ somebody", YES),
    ("cover_art_is_no_cover", "Mina Foo", "Silver Line", "Mina Foo - Silver Line (Cover Art) @ somebody", YES),
    ("an_album_of_covers_is_no_cover_of_ours", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line [The Covers Album] @ somebody", YES),
    ("a_year_beside_the_writer_is_no_concert", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line (The Corn Cover, 1999) @ somebody", YES),
    ("a_cover_version_is_a_cover", "Mina Foo", "Silver Line",
     "Mina Foo - Silver Line (cover version of The Corn song) @ somebody", YES),
]  # fmt: skip


@pytest.mark.parametrize("upload", NEVER_FOR_A_PLAIN_TRACK)
def test_what_is_no_music_video_of_the_song_is_never_the_answer(verdict, upload):
    assert verdict("Dua Lipa", PLAIN, f"{upload} @ somebody").status == NO


@pytest.mark.parametrize("upload", ANOTHER_VERSION_OF_A_PLAIN_TRACK)
def test_another_version_is_offered_as_one_for_a_plain_track(verdict, upload):
    assert verdict("Dua Lipa", PLAIN, f"{upload} @ somebody").status == OTHER


@pytest.mark.parametrize("upload", STILL_THE_PLAIN_TRACK)
def test_what_is_no_version_is_still_the_plain_track(verdict, upload):
    assert verdict("Dua Lipa", PLAIN, f"{upload} @ somebody").status == YES


@pytest.mark.parametrize(("rule", "artists", "title", "upload", "status"), ASKED_FOR, ids=[case[0] for case in ASKED_FOR])
def test_a_version_is_the_answer_exactly_when_it_is_asked_for(verdict, rule, artists, title, upload, status):
    assert verdict(artists, title, upload if " @ " in upload else f"{upload} @ somebody").status == status


@pytest.mark.parametrize(("rule", "artists", "title", "upload", "status"), COVERS, ids=[case[0] for case in COVERS])
def test_a_cover_is_the_answer_for_who_sings_it(verdict, rule, artists, title, upload, status):
    assert verdict(artists, title, upload).status == status


@pytest.mark.parametrize(
    ("album", "status"), [("MTV Unplugged", YES), ("Live at the Royal Albert Hall", YES), ("21", OTHER), (None, OTHER)]
)
def test_a_live_albums_song_may_be_live_without_saying_so(verdict, album, status):
    assert verdict("Adele", "Hello", "Adele - Hello (Live) @ AdeleVEVO", album=album).status == status
