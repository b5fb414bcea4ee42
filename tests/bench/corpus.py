"""A synthetic Thai corpus of any size, the same for the same seed: grammatical, with little meaning."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newsroom.thai.dates import BANGKOK

SUBJECTS = """ชาวบ้าน ชาวประมง เกษตรกร นักเรียน ผู้ว่าราชการจังหวัด นายอำเภอ ตำรวจ อาสาสมัคร แม่ค้า ผู้ประกอบการ
ครู แพทย์ พยาบาล นักท่องเที่ยว เยาวชน ผู้สูงอายุ เจ้าหน้าที่ กรรมการหมู่บ้าน สมาชิกสภา นักวิจัย ช่างซ่อมเรือ""".split()
PREDICATES = """ร่วมกันเก็บขยะ ตรวจสอบเส้นทาง ประชุมวางแผน เรียกร้องให้แก้ปัญหา เปิดศูนย์เรียนรู้ ซ่อมสะพาน ปลูกป่าชายเลน
ปล่อยพันธุ์ปูม้า รณรงค์ลดอุบัติเหตุ ทดสอบระบบเตือนภัย แข่งขันเรือยาว จัดตลาดนัดชุมชน ช่วยเหลือผู้ประสบภัย
สำรวจความเสียหาย คัดค้านโครงการ เสนอแผนพัฒนา มอบทุนการศึกษา ติดตามสถานการณ์น้ำ""".split()
PLACES = """กระบี่ ตรัง พังงา ภูเก็ต สตูล ระนอง สงขลา พัทลุง ชุมพร นราธิวาส เกาะลันตา อ่าวนาง คลองท่อม เขาพนม
ปลายพระยา อ่าวลึก เหนือคลอง ลำทับ ห้วยยอด กันตัง ทุ่งสง หาดใหญ่ เบตง ละงู ควนโดน สิเกา""".split()
CIRCUMSTANCES = """หลังน้ำทะเลหนุนสูง ก่อนเปิดฤดูท่องเที่ยว ท่ามกลางฝนตกหนัก ตามนโยบายจังหวัด เพื่อเตรียมรับมรสุม
เนื่องในวันเด็กแห่งชาติ หลังราคาปาล์มตก ก่อนเทศกาลลอยกระทง เพื่อฟื้นฟูชายหาด รับเปิดภาคเรียน""".split()
CONNECTIVES = "ทั้งนี้ ขณะเดียวกัน นอกจากนี้ อย่างไรก็ตาม ด้านหนึ่ง เมื่อวานนี้ ล่าสุด ก่อนหน้านี้".split()
SECTIONS = ["ท้องถิ่น", "การเมือง", "เศรษฐกิจ", "ท่องเที่ยว", "กีฬา", "วัฒนธรรม"]
TAGS = [f"{topic}{place}" for topic in ("น้ำท่วม", "ประมง", "ปาล์ม", "ท่องเที่ยว") for place in PLACES]
AUTHORS = ["ไพฑูรย์ ล่องเพ็ง", "สุนิสา ชูช่วย", "ณัฐ น้ำฝน", "อรุณี แก้วมณี", "ปรีชา เกาะแก้ว"]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
PARAGRAPHS, SENTENCES_PER_PARAGRAPH = 9, 5
# Publication dates are spread evenly over this time from the first one on.
FIRST_DATE = datetime(2016, 1, 1, 6, tzinfo=BANGKOK)
TIME_SPAN_MINUTES = 5_000_000


def articles(count: int, seed: int = 2569) -> Iterator[dict[str, Any]]:
    """`count` articles in the format of `import_articles`, oldest first, ~2,500 characters each."""
    rng = random.Random(seed)
    for number in range(1, count + 1):
        paragraphs = [
            f"{rng.choice(CONNECTIVES)} "
            + " ".join(_sentence(rng) for _ in range(SENTENCES_PER_PARAGRAPH))
            for _ in range(PARAGRAPHS)
        ]
        place = rng.choice(PLACES)
        yield {
            "id": number,
            "title": f"{rng.choice(SUBJECTS)}{place}{rng.choice(PREDICATES)} "
            f"{rng.choice(CIRCUMSTANCES)} ครั้งที่ {number}",
            "excerpt": _sentence(rng),
            "body_html": "".join(f"<p>{text}</p>" for text in paragraphs),
            "category": SECTIONS[rng.randrange(len(SECTIONS))],
            "tags": rng.sample(TAGS, rng.randrange(1, 5)),
            "author": rng.choice(AUTHORS),
            "published_at": (
                FIRST_DATE + timedelta(minutes=TIME_SPAN_MINUTES * number // count)
            ).isoformat(),
            "comments": [],
        }


def write(path: Path, count: int) -> None:
    """Write a corpus of this many articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def _sentence(rng: random.Random) -> str:
    number = rng.randrange(2, 900)
    text = (
        f"{rng.choice(SUBJECTS)}{rng.choice(PLACES)} {number} คน"
        f"{rng.choice(PREDICATES)} {rng.choice(CIRCUMSTANCES)}"
    )
    return text.translate(THAI_DIGITS) if rng.random() < 0.2 else text
