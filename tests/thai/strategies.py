"""Hypothesis strategies: Thai text as it arrives, with misplaced marks and other scripts."""

from hypothesis import strategies as st

THAI = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5C)]))
MARKS = "\u0e31\u0e34\u0e35\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e33\u0e3a"
OTHERS = "\u200b\u200c\u200d\ufeff\u00ad\u2060\u00a0\u0000\u000b\uf70a\uf712\u202e\n\t \u0301👩👧🏽🇹🇭ກ້ด.,-<>&\"'"

thai = st.text(
    alphabet=st.one_of(
        st.sampled_from(THAI), st.sampled_from(MARKS), st.sampled_from(OTHERS), st.characters()
    ),
    max_size=60,
)
