// Tells the server that a story is open here, and the writer who else has it open.
(() => {
  const EVERY = 20000;

  document.addEventListener("DOMContentLoaded", () => {
    const desk = document.getElementById("desk");
    if (!desk?.dataset.here || !("editable" in desk.dataset)) return;
    const address = desk.dataset.here;
    const form = desk.closest("form");
    const token = form.elements.csrfmiddlewaretoken;
    const others = document.getElementById("desk-others");
    const line = document.getElementById("desk-line");

    const say = (element, words) => {
      if (element.textContent !== words) element.textContent = words;
      element.hidden = !words;
    };

    const hear = (news) => {
      // A new sign-in in another tab made this form's token worthless; here is one that is good.
      token.value = news.token;
      say(others, news.others.length ? `${news.others.join(", ")} กำลังเปิดข่าวนี้อยู่` : "");
      const saved = news.version !== desk.dataset.version;
      say(line, saved ? "มีคนบันทึกข่าวนี้หลังจากที่คุณเปิด เมื่อคุณบันทึก ระบบจะให้เทียบข้อความก่อน ไม่มีอะไรหาย" : "");
    };

    const ask = (method, more) => {
      const options = { method, redirect: "manual" };
      if (method === "POST") {
        options.body = new URLSearchParams({ csrfmiddlewaretoken: token.value, ...more });
      }
      return fetch(address, options);
    };

    const news = async () => {
      let answer = await ask("POST");
      if (answer.status === 403) {
        answer = await ask("GET");
        if (answer.ok) token.value = (await answer.json()).token;
        if (answer.ok) answer = await ask("POST");
      }
      if (answer.ok) return answer.json();
      throw answer.type === "opaqueredirect"
        ? "หมดเวลาเข้าสู่ระบบ ข้อความยังอยู่ในเครื่องนี้ เข้าสู่ระบบใหม่ในอีกแท็บหนึ่ง แล้วกลับมากดบันทึกที่นี่"
        : "ติดต่อเซิร์ฟเวอร์ไม่ได้ ข้อความยังอยู่ในเครื่องนี้";
    };

    let beats = 0;
    const beat = async () => {
      const mine = ++beats;
      let heard, problem;
      try {
        heard = await news();
      } catch (error) {
        problem = typeof error === "string" ? error : "ขาดการเชื่อมต่อ ข้อความยังอยู่ในเครื่องนี้ พิมพ์ต่อได้";
      }
      // An answer that comes after a later one's has nothing to say any more.
      if (mine !== beats) return;
      if (problem) say(line, problem);
      else hear(heard);
    };

    beat();
    setInterval(beat, EVERY);
    window.addEventListener("online", beat);
    document.addEventListener("visibilitychange", () => document.hidden || beat());
    window.addEventListener("pagehide", () => {
      navigator.sendBeacon(address, new URLSearchParams({ csrfmiddlewaretoken: token.value, leave: "1" }));
    });
  });
})();
