// What a story, or a page with videos, does where scripts run: it counts a visit, shares and copies
// the address, dates what is printed, and opens videos. Everything reads without it.

// Counts one visit after the article was visible for five seconds. No cookie, no third party.
(() => {
  const url = document.querySelector("[data-visit-url]")?.dataset.visitUrl;
  if (!url) return;
  let timer;
  const sendVisit = () => {
    document.removeEventListener("visibilitychange", startTimer);
    if (navigator.sendBeacon) navigator.sendBeacon(url);
  };
  const startTimer = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(sendVisit, 5000);
  };
  document.addEventListener("visibilitychange", startTimer);
  startTimer();
})();

// The phone's own share sheet, copying the address, and the date on a printed story. Links to share
// pages work without it.
(() => {
  const nav = document.querySelector(".share");
  if (!nav) return;
  const { url, title } = nav.dataset;
  const done = nav.querySelector(".share-done");
  const offer = (kind, share) => {
    const button = nav.querySelector(`[data-share="${kind}"]`);
    button.parentElement.hidden = false;
    button.addEventListener("click", share);
  };

  if (navigator.clipboard)
    offer("copy", async () => {
      try {
        await navigator.clipboard.writeText(url);
        done.textContent = "คัดลอกลิงก์แล้ว";
      } catch {
        done.textContent = url;
      }
    });
  if (navigator.share)
    offer("sheet", () => {
      // Rejected when the reader closes the sheet.
      navigator.share({ title, url }).catch(() => {});
    });

  window.addEventListener("beforeprint", () => {
    const day = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { dateStyle: "long" }).format();
    document.querySelector("[data-printed]").textContent = `พิมพ์เมื่อ ${day}`;
  });
})();

// Puts the player in the place of a video's link, once the reader has asked for it. Nothing is
// loaded from elsewhere before; without script the link leads to the video's own page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-player]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.src = link.dataset.player;
  player.title = link.querySelector(".video-title").textContent.trim();
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.className = "video-player";
  player.tabIndex = 0;
  const words = document.createElement("figcaption");
  words.append(link.querySelector(".video-title").lastChild);
  link.replaceWith(player, words);
  player.focus();
});
