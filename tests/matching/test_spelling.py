"""Is it the same word, spelled otherwise, or another one? Asked of titles on the artist's own channel, which is trusted most."""

import pytest

OTHERS = [
    ("a_noun_that_looks_alike", "Borrowed Needle", "Borrowed Candle"),
    ("a_rhyme", "Silver Mountain", "Silver Fountain"),
    ("letters_shared_in_order", "Silver Ocean", "Silver Volcano"),
    ("vowels_at_both_ends", "Silver Echo", "Silver Anchor"),
    ("an_adjective_that_rhymes", "Yellow Needle", "Mellow Needle"),
    ("an_adjective_that_begins_alike", "Secret Needle", "Scarlet Needle"),
    ("participles", "Drowning Needle", "Daring Needle"),
    ("one_consonant_of_a_long_word", "Graceful Needle", "Grateful Needle"),
    ("a_first_letter_more", "Little Devil", "Little Evil"),
    ("another_first_letter", "Medication", "Dedication"),
    ("a_vowel_of_a_short_word", "Butter", "Better"),
    ("a_consonant_less_in_a_short_word", "My Brother", "My Bother"),
    ("a_letter_more_at_the_end", "Bad Heart", "Bad Hearth"),
    ("vowels_that_sound_apart", "Deep Feeling", "Deep Filling"),
    ("v_and_w_in_front", "Red Wine Glass", "Red Vine Glass"),
    ("one_of_four_words_that_begins_otherwise", "Queen of My Mountain", "Queen of My Fountain"),
]
SAME = [
    ("a_letter_doubled", "Collard Greens", "Colard Greens"),
    ("a_letter_drawn_out", "Collard Greens", "Collaaard Greens"),
    ("a_vowel_forgotten", "Pocket Harbour", "Pockt Harbour"),
    ("a_consonant_forgotten_in_a_long_word", "Snowy Lighthouse", "Snowy Lightouse"),
    ("letters_turned", "Paper Giraffe", "Paper Griaffe"),
    ("a_vowel_mistaken_in_a_long_word", "Levitating", "Levitoting"),
    ("a_g_swallowed", "Long Lovin Needle", "Long Loving Needle"),
    ("an_er_swallowed", "Dangerous Gangster", "Dangerous Gangsta"),
    ("an_old_that_is_sung", "Good Ol' Summertime", "Good Old Summertime"),
    ("one_more_or_many", "Some Copper Lantern", "Some Copper Lanterns"),
    ("an_aspirated_letter", "Almost Saadhana", "Almost Saadana"),
    ("oo_and_u", "Maine Boojha Chand", "Maine Bujha Chand"),
    ("y_and_ie", "Little Dandie", "Little Dandy"),
    ("c_and_k", "Crazy Nights", "Krazy Nights"),
    ("accents", "Corazón Espinado", "Corazon Espinado"),
    ("a_contraction_and_an_article", "The Clock's a Kind Neighbour", "Clock Is a Kind Neighbour"),
    ("words_written_together", "Wild Flower Garden", "Wildflower Garden"),
    ("one_of_four_words_that_begins_alike", "Cold Is the Sand", "Cold Is the Said"),
    ("another_transcription_of_a_script", "Катюша моя", "Katiusha moia"),
    ("a_word_that_sounds_alike_in_two_scripts", "アカデミア", "Academia"),
    ("a_roman_number", "Chapter II", "Chapter 2"),
]


@pytest.mark.parametrize(("asked", "found"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_another_word_makes_another_song(verdict, asked, found):
    for one, other in ((asked, found), (found, asked)):
        assert verdict("The Foos", one, f"{other} (Official Music Video) @ The Foos").status == "not_found"


@pytest.mark.parametrize(("asked", "found"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_another_spelling_is_the_same_song(verdict, asked, found):
    for one, other in ((asked, found), (found, asked)):
        assert verdict("The Foos", one, f"{other} (Official Music Video) @ The Foos").status == "matched"
