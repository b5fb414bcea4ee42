// The copy desk beside a story: asks the server what is worth a look, shows it, mends it on a click.
(() => {
  const WAIT = 900,
    SHOWN = 60;
  const { PlainField, ProseField, mend, points } = window.copydeskFields;
  const places = {};
  let panel,
    form,
    timer,
    turn = 0,
    last = null;
  const dismissed = new Set(),
    undone = [];
  const key = (finding) => `${finding.rule}:${finding.text}`;

  const memory = () => `copydesk:${location.pathname}`;

  const element = (name, className, words) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (words !== undefined) made.textContent = words;
    return made;
  };
  const button = (words, act, className = "copydesk-button") => {
    const made = element("button", className, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const part = (name) => panel.querySelector(`[data-copydesk=${name}]`);
  const say = (words) => {
    part("state").textContent = words;
  };
  // What cannot be seen is shown as a sign.
  const shown = (text) =>
    text
      .replace(/[\u00ad\u200b-\u200f\u2060-\u206f\ufeff]/g, "▯")
      .replace(/^ +| +$| {2,}/g, (blanks) => "␣".repeat(blanks.length)) || "(ลบออก)";

  const still = (finding) => {
    const place = places[finding.field];
    const now = place && points(place.text()).slice(finding.start, finding.end).join("");
    return now === finding.text;
  };
  // Showing a place harms nothing, so while the check is behind the writer, the nearest such words do.
  const goTo = (finding) => {
    const place = places[finding.field];
    const letters = points(place.text()),
      words = points(finding.text);
    const isAt = (start) =>
      start >= 0 && words.every((letter, index) => letters[start + index] === letter);
    for (let away = 0; away <= letters.length; away += 1) {
      const start = [finding.start - away, finding.start + away].find(isAt);
      if (start !== undefined) return place.select(start, start + words.length);
    }
    soon(0);
  };
  const fix = (finding, words) => {
    if (!still(finding)) {
      say("ข้อความเปลี่ยนไปแล้ว กำลังตรวจใหม่");
      return soon(0);
    }
    mend(places[finding.field], finding.start, finding.end, words);
    undone.push({
      ...finding,
      text: words,
      end: finding.start + points(words).length,
      back: finding.text,
    });
    const moved = points(words).length - points(finding.text).length;
    last.findings = last.findings
      .filter((other) => other !== finding)
      .map((other) =>
        other.field === finding.field && other.start >= finding.end
          ? { ...other, start: other.start + moved, end: other.end + moved }
          : other,
      );
    show();
    soon();
  };
  const undo = () => {
    const change = undone.pop();
    if (!change) return;
    if (still(change)) mend(places[change.field], change.start, change.end, change.back);
    else say("ข้อความตรงนั้นเปลี่ยนไปแล้ว จึงคืนค่าเดิมให้ไม่ได้");
    show();
    soon(0);
  };
  const fixAll = (rows) => {
    // From the end, so that places before stay where they are.
    for (const finding of [...rows].sort((a, b) => b.start - a.start)) {
      if (last.findings.includes(finding)) fix(finding, finding.fixes[0]);
    }
  };
  const dismiss = (finding) => {
    dismissed.add(key(finding));
    part("dismissed").value = JSON.stringify([...dismissed]);
    // A new story has no address of its own yet to remember this under.
    if (/\/change\/$/.test(location.pathname))
      localStorage.setItem(memory(), part("dismissed").value);
    show();
  };

  const row = (finding) => {
    const item = element("li", "copydesk-finding");
    const where = button(shown(finding.text), () => goTo(finding), "copydesk-where");
    where.setAttribute("aria-label", `ไปที่ ${finding.text} ใน${finding.where}`);
    item.append(where, element("span", "copydesk-why", `${finding.message} (${finding.where})`));
    const acts = element("div", "copydesk-acts");
    for (const words of finding.fixes) {
      const act = button(
        `แก้เป็น ${shown(words)}`,
        () => fix(finding, words),
        "copydesk-button copydesk-fix",
      );
      acts.append(act);
    }
    acts.append(button("ข้าม", () => dismiss(finding)));
    item.append(acts);
    return item;
  };
  const show = () => {
    const list = part("findings");
    list.replaceChildren();
    part("undo").hidden = undone.length === 0;
    const rows = last.findings.filter((finding) => !dismissed.has(key(finding)));
    for (const count of document.querySelectorAll("[data-copydesk=count], [data-copydesk-count]"))
      count.textContent = rows.length ? String(rows.length) : "";
    say(rows.length ? "คลิกที่ข้อความเพื่อไปยังจุดนั้น ไม่มีสิ่งใดแก้เองจนกว่าจะกด" : "ไม่พบสิ่งที่น่าสงสัย");
    const groups = Map.groupBy
      ? Map.groupBy(rows, (finding) => finding.label)
      : rows.reduce(
          (map, finding) => map.set(finding.label, [...(map.get(finding.label) || []), finding]),
          new Map(),
        );
    for (const [label, group] of groups) {
      const box = element("details", "copydesk-group");
      box.open = group.length <= 5;
      box.append(element("summary", "", `${label} ${group.length} แห่ง`));
      const sure = group.filter((finding) => finding.fixes.length);
      if (sure.length > 2) box.append(button(`แก้ทั้ง ${sure.length} แห่ง`, () => fixAll(sure)));
      const items = element("ul", "copydesk-list");
      items.append(...group.slice(0, SHOWN).map(row));
      box.append(items);
      list.append(box);
    }
  };
  const showTags = (tags) => {
    const input = form.querySelector("[name=tags]"),
      box = part("tags");
    box.replaceChildren();
    part("tags-box").hidden = !input || tags.length === 0;
    for (const tag of tags) {
      const chip = button(
        `+ ${tag.name}`,
        () => {
          const names = input.value
            .split(",")
            .map((name) => name.trim())
            .filter(Boolean);
          input.value = [...names, tag.name].join(", ");
          input.dispatchEvent(new Event("input", { bubbles: true }));
          chip.remove();
        },
        `copydesk-chip${tag.exists ? " copydesk-chip-known" : ""}`,
      );
      chip.title = tag.exists ? "แท็กที่มีอยู่แล้ว" : "แท็กใหม่";
      box.append(chip);
    }
  };
  const showPlaces = (names) => {
    const input = form.querySelector("[name=place]"),
      isEmpty = input && !input.value.trim();
    part("places-box").hidden = !isEmpty || names.length === 0;
    const chips = names.map((name) =>
      button(
        name,
        () => {
          input.value = name;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          part("places-box").hidden = true;
        },
        "copydesk-chip copydesk-chip-known",
      ),
    );
    part("places").replaceChildren(...chips);
  };
  const showStandfirst = (words) => {
    part("standfirst-box").hidden = !words || !places.standfirst;
    part("standfirst").textContent = words;
  };
  const showCounts = (answer) => {
    const long = answer.headline_is_long ? " ยาวกว่าที่แนะนำ" : "";
    part("counts").textContent =
      `พาดหัว ${answer.headline_letters} ตัวอักษร${long} · เนื้อข่าวราว ${answer.words.toLocaleString("th")} คำ อ่าน ${answer.minutes} นาที`;
    part("counts").classList.toggle("letter-count-over", answer.headline_is_long);
  };

  const ask = async () => {
    const mine = ++turn;
    const texts = Object.fromEntries(
      ["headline", "standfirst", "body"].map((name) => [name, places[name]?.text() || ""]),
    );
    const tags = form.querySelector("[name=tags]")?.value || "";
    try {
      const answer = await fetch(panel.dataset.address, {
        method: "POST",
        redirect: "manual",
        credentials: "same-origin",
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value,
        },
        body: JSON.stringify({ ...texts, tags }),
      });
      if (mine !== turn) return;
      if (answer.type === "opaqueredirect")
        return say("หมดเวลาเข้าสู่ระบบ เปิดแท็บใหม่แล้วเข้าสู่ระบบอีกครั้ง ข้อความในหน้านี้ยังอยู่");
      const result = await answer.json();
      if (mine !== turn) return;
      if (!answer.ok) return say(result.error);
      last = result;
      show();
      showTags(result.tags);
      showPlaces(result.places);
      showStandfirst(result.standfirst);
      showCounts(result);
    } catch {
      if (mine === turn) say("ติดต่อโต๊ะตรวจภาษาไม่ได้ จะลองใหม่เมื่อพิมพ์ต่อ");
    }
  };
  const soon = (wait = WAIT) => {
    turn += 1;
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };

  document.addEventListener("prose-editor:ready", (event) => {
    if (event.detail.textarea.name !== "body") return;
    places.body = new ProseField(event.detail.editor);
    event.detail.editor.on("update", () => soon());
    if (panel) soon(0);
  });
  document.addEventListener("DOMContentLoaded", () => {
    panel = document.querySelector("#copydesk");
    form = panel?.closest("form");
    if (!form) return;
    for (const name of ["headline", "standfirst"]) {
      const input = form.querySelector(`[name=${name}]`);
      if (!input) continue;
      places[name] = new PlainField(input);
      input.addEventListener("input", () => soon());
    }
    form.querySelector("[name=tags]")?.addEventListener("input", () => soon());
    part("dismissed").value = localStorage.getItem(memory()) || "[]";
    for (const key of JSON.parse(part("dismissed").value)) dismissed.add(key);
    part("undo").addEventListener("click", undo);
    part("use-standfirst").addEventListener("click", () => {
      const input = form.querySelector("[name=standfirst]");
      input.value = part("standfirst").textContent;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      part("standfirst-box").hidden = true;
    });
    soon(0);
  });
})();
