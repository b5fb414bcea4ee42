"""Bodies of all kinds, as other programs write them; `PHOTOS` stands for pictures of the library."""

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
BODIES = [
    "<p>ธรรมดา <b>หนา</b> <i>เอน</i> <u>ขีด</u> <s>ฆ่า</s> H<sub>2</sub>O x<sup>2</sup> <cite>หนังสือ</cite> <code>a<b>b</b></code></p>",
    '<p><a href="https://a.example/?a=1&amp;b=2"><b>ลิงก์ <i>เอน</i></b></a> <code><a href="/x">c</a></code></p>',
    "<h1>หัวหนึ่ง</h1><h5>หัวสอง</h5><h6>หัวสาม</h6><p>ก</p><h1>หัวใหม่</h1>",
    '<p><a href="#ผลโหวต">ไป</a> <a href="#n1">1</a></p><h4 id="ผลโหวต">ผล</h4><p id=n1>เชิงอรรถ</p>',
    "<ul><li>ก<ol start=3><li>ข<li><p>ค</p><p>ง</p></ol><li>จ<br>ฉ</ul>",
    "<ol><li>ก</ol><ul><li><ul><li>ในสุด</ul></ul><li>ลอย",
    "<table><caption>คำบรรยายตาราง</caption><thead><tr><th>ก<th>ข</thead><tr><td rowspan=2>1<td>2<tr><td>3</table>",
    "<table><tr><td colspan=9>กว้าง<tr><td>1<td rowspan=5>2<tr><td>3<tr><td><p>4</p><p>5</p><ul><li>6</ul></table>",
    "<table><tr><th>ภาค</th><th>จังหวัด</th><td>1</td></tr><tr><td></td><td>2</td></tr></table>",
    "<blockquote><p>คำพูด</p><p>สอง</p><ul><li>ก</ul><blockquote>ซ้อน</blockquote></blockquote>",
    "<pre>บรรทัด 1\n  บรรทัด &lt;2&gt;</pre><hr><p>ก<br>ข</p>",
    "<dl><dt>คำ<dd>ความหมาย</dl><address>ที่อยู่</address><center>กลาง</center><details><summary>ย่อ</summary>เต็ม</details><q>อ้าง</q>",
    '<figure><img data-file="{0}" alt="เรือ"><figcaption>คำ <b>หนา</b><br>สอง <a href="/x">ล</a></figcaption></figure>',
    '<p>ก่อน <img data-file="{0}" alt="กลาง"> หลัง</p><img data-file="{1}">',
    '<figure data-gallery><figure><img data-file="{0}"><figcaption>ก</figcaption></figure><img data-file="{1}"></figure>',
    '<ul><li>ก <img data-file="{0}"></li></ul><blockquote><img data-file="{1}"></blockquote>',
    f'<iframe src="{YOUTUBE}"></iframe><figure data-embed="{YOUTUBE}&t=9s"><figcaption>คลิป</figcaption></figure>',
    '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe><video src="/a.mp4"></video>',
    '<p>ภาษา <span lang="ar">السلام</span> และ 中文 ครับ</p><p>بهاس ملايو چ</p><h3>မြန်မာ</h3><ul><li>العربية</ul>',
    "<p>100&nbsp;บาท “อัญประกาศ” ๒๕๕๙ &lt;50 &amp; 👩‍👩‍👧</p>",
    '<b style="font-weight:normal"><p><span style="font-weight:700">หนา</span> <span style="font-style:italic">เอน</span></p></b>',
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>ข้อ</p>",
]  # fmt: skip
# Texts of WordPress posts, classic and of blocks, with what plugins and page builders leave behind.
WORDPRESS_BODIES = [
    "ย่อหน้าแรก\n\nย่อหน้าสอง\nบรรทัดใหม่\n\n<!--more-->\n\n<strong>ข้อความ\n\nหนาสองย่อหน้า</strong>\n\nภาพและข่าว : ไพฑูรย์",
    '[caption id="attachment_9" align="alignleft" width="300"]<a href="/a.jpg"><img class="wp-image-9" src="/a-300x200.jpg"></a> คำบรรยาย <em>เอน</em>[/caption] ต่อ',
    '[gallery ids="3,1,2" columns="3"]\n\n[gallery]\n\n[caption]ไม่มีภาพ[/caption]',
    f"ดูคลิป\n{YOUTUBE}\n\n[embed]{YOUTUBE}[/embed] [youtube={YOUTUBE}]\n\nhttps://example.com/page",
    '<!-- wp:gallery {"ids":[1,2]} --><figure class="wp-block-gallery"><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><img src="/a.jpg"><figcaption>หนึ่ง</figcaption></figure></li><li><figure><img src="/b.jpg"></figure></li></ul><figcaption class="blocks-gallery-caption">ทั้งหมด</figcaption></figure><!-- /wp:gallery -->',
    '<!-- wp:media-text --><div class="wp-block-media-text"><figure class="wp-block-media-text__media"><img src="/a.jpg"></figure><div class="wp-block-media-text__content"><h1>หัว</h1><p>ข้าง</p></div></div><!-- /wp:media-text -->',
    "<!-- wp:columns --><div class='wp-block-columns'><div class='wp-block-column'><p>ก</p></div><div class='wp-block-column'><table><tr><td colspan=3>ข<tr><td>1<td>2</table></div></div><!-- /wp:columns -->",
    "[vc_row][vc_column width='1/2'][vc_column_text]คำ <font color=red>แดง</font>[/vc_column_text][/vc_column][/vc_row] [1] [ภาพ]",
    '<p><h3>ในย่อหน้า</h3></p><span><div>บล็อกใน <b>อินไลน์<p>ย่อหน้า</b></span><a href="http://[bad">ลิงก์เสีย</a><a href="javascript:x">x</a>',
    '<picture><source srcset="/a.webp"><img data-src="/a.jpg" src="data:image/gif;base64,R0lGOD" alt=\'"เรือ"\'></picture><noscript><img src=/a.jpg></noscript> <img class=emoji alt="😀" src=/1.svg>',
    "<blockquote class=twitter-tweet><p lang=th>ทวีต</p>&mdash; ใคร <a href=https://twitter.com/x/status/1>1 ม.ค.</a></blockquote><script async src=https://platform.twitter.com/widgets.js></script>",
    "<form><input value=ก><button>ส่ง</button></form><svg><title>ภาพ</title><text>ข</text></svg><math><mi>x</mi></math><marquee>วิ่ง</marquee><ruby>漢<rt>kan</ruby>",
]  # fmt: skip
