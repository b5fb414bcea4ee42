// «ข่าวใกล้บ้าน»: the place that a reader has chosen, remembered in this browser only.
(() => {
  const KEY = "near-home";
  const read = () => {
    try {
      const home = JSON.parse(localStorage.getItem(KEY));
      return home && [home.label, home.url, home.latest].every((part) => typeof part === "string")
        ? home
        : null;
    } catch {
      return null;
    }
  };
  const write = (home) => {
    try {
      if (home) localStorage.setItem(KEY, JSON.stringify(home));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      return false; // storage is switched off
    }
  };

  // The button on the page of a place.
  const choice = document.querySelector(".near-home-choice");
  if (choice) {
    const button = choice.querySelector("button");
    const help = choice.querySelector(".near-home-help");
    const { placeLabel: label, placeUrl: url, latestUrl: latest } = choice.dataset;
    const show = () => button.setAttribute("aria-pressed", String(read()?.url === url));
    button.addEventListener("click", () => {
      const isHome = read()?.url === url;
      const isWritten = write(isHome ? null : { label, url, latest });
      if (!isWritten) help.textContent = "เบราว์เซอร์นี้ไม่ให้จำ";
      else help.textContent = isHome ? "เลิกจำแล้ว" : "จะขึ้นในหน้าแรกของเครื่องนี้";
      show();
    });
    show();
    choice.hidden = false;
  }

  // The block of the front page.
  const block = document.querySelector("[data-near-home]");
  const home = block && read();
  const isOurs = (path) => /^\/(?!\/)/.test(path);
  if (home && isOurs(home.url) && isOurs(home.latest)) {
    fetch(home.latest)
      .then((response) => {
        // The place has no story any more.
        if (response.status === 404) write(null);
        if (!response.ok) throw new Error(response.statusText);
        return response.text();
      })
      .then((html) => {
        const list = new DOMParser().parseFromString(html, "text/html").querySelector("ul");
        const link = block.querySelector("a");
        link.textContent = `ข่าวใกล้บ้าน: ${home.label}`;
        link.href = home.url;
        block.append(list);
        block.hidden = false;
      })
      .catch(() => {
        // The front page is whole without it.
      });
  }
})();
