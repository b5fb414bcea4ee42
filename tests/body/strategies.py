"""Hypothesis strategies for body HTML."""

from hypothesis import strategies as st

from tests.thai.strategies import thai

FRAGMENTS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<h1>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<ul>",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    '<img data-file="1" alt="a>b">',
    "<a href='javascript:x'>",
    "</a>",
    "<!--",
    "-->",
    "&nbsp;",
    "&#8203;",
    "&lt;",
    "\u200b",
    "เเ",
    "ก",
    " ",
    "\n",
    "<figure>",
    "<figure data-gallery>",
    "<figure data-embed='https://youtu.be/dQw4w9WgXcQ'>",
    "<figure data-embed='https://evil.example/'>",
    "<figcaption>",
    "</figcaption>",
    "</figure>",
    "<br>",
    "<p> </p>",
    "<",
    ">",
]

TAGS = (
    "p div span b i u s a ul ol li dl dt dd table tr td th thead caption h1 h3 h5 blockquote figure "
    "figcaption pre code q center address details summary font sup sub br hr cite ins noscript video "
    "section button form ruby rt picture object template svg select aside"
).split()
ATTRIBUTES = [
    "",
    " style='font-weight:bold'",
    " style='font-weight:normal;font-style:italic'",
    " style='mso-list:l0 level2 lfo1'",
    " style='white-space:pre-wrap'",
    " class='wp-block-gallery'",
    " class=wp-caption-text",
    " class=tr-caption",
    " class=tr-caption-container",
    " class=wp-block-file",
    " class=gallery",
    " class=wp-caption",
    " class=fb-post data-href='https://a.example/1'",
    " class=youtube data-id=dQw4w9WgXcQ",
    " class=wp-block-cover style='background:url(/1.jpg)'",
    " href='https://a.example/x y'",
    " href='#ก'",
    " id=ก",
    " colspan=3",
    " rowspan=2",
    " lang=ar",
    " src='https://youtu.be/dQw4w9WgXcQ'",
    " data-embed='https://vimeo.com/123456'",
    " data-file=7",
    " data-article=7",
    " data-document=7",
    " data-speaker=''",
    " data-speaker='นายก' data-position='ชาวบ้าน'",
    " class=wp-block-pullquote",
]
TEXTS = [
    " ",
    "\n",
    "ก",
    "ข ค",
    "ชาวบ้าน",
    "· ",
    "&nbsp;",
    "[caption]",
    "[/caption]",
    "سلام",
    "中文",
    "\ufffd",
    "1.&nbsp;&nbsp; ง",
    "·&nbsp; จ",
    "o&nbsp;&nbsp; ฉ",
    "ก ำ",
    "น ้าท่วม",
    "เปน็ ไปไดว้ า่",
    "[vc_row a='ก']",
    "[button url='https://a.example/']",
    "[/button]",
    "[tab title='ช']",
    "[/tab]",
    "[vc_raw_html]",
    "[/vc_raw_html]",
    "[gallery ids='7']",
    "\nhttps://youtu.be/dQw4w9WgXcQ\n",
    "<!--nextpage-->",
    '<!-- wp:embed {"url":"https://youtu.be/dQw4w9WgXcQ"} /-->',
    "س\u200cم",
]


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, inside, is_closed: (
            f"<{tag}{attributes}>{''.join(inside)}" + (f"</{tag}>" if is_closed else "")
        ),
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(children, max_size=4),
        st.sampled_from([True, True, True, False]),
    )


# Trees of elements as other programs write them, some of them not closed.
trees = st.lists(
    st.recursive(st.sampled_from(TEXTS), _element, max_leaves=12), min_size=1, max_size=4
).map("".join)

raw_html = st.lists(st.one_of(st.sampled_from(FRAGMENTS), thai), max_size=14).map("".join)
