// The library's window: hands the chosen photo back to the page that opened it, or several in order.
(() => {
  const { field, func } = document.body.dataset;
  const many = "many" in document.body.dataset;
  const opener = window.opener;
  const read = ({ dataset }) => ({
    id: dataset.id,
    url: dataset.url,
    thumbnail: dataset.thumbnail,
    alternative_text: dataset.alt,
    caption: dataset.caption,
  });
  const tell = (name, detail) => {
    const input = opener.document.getElementById(field);
    const Chosen = opener.CustomEvent;
    if (input) input.dispatchEvent(new Chosen(name, { detail }));
    window.close();
  };
  const hand = (photo) => {
    if (!opener) return;
    if (field) tell("photo-chosen", photo);
    else if (opener.CKEDITOR) {
      opener.CKEDITOR.tools.callFunction(Number(func), photo.url, photo);
      window.close();
    }
  };

  // What was chosen outlives a search or another page of this window, and no other window.
  const basket = {
    key: `photo-basket-${field}`,
    photos: [],
    load() {
      const fresh = ![...new URLSearchParams(location.search).keys()].some((name) => ["q", "page"].includes(name));
      try { this.photos = fresh ? [] : JSON.parse(sessionStorage.getItem(this.key)) || []; } catch { this.photos = []; }
    },
    toggle(photo) {
      const there = this.photos.findIndex(({ id }) => id === photo.id);
      if (there >= 0) this.photos.splice(there, 1);
      else this.photos.push(photo);
      this.show();
    },
    show() {
      sessionStorage.setItem(this.key, JSON.stringify(this.photos));
      const list = document.querySelector("[data-basket]");
      list.replaceChildren(...this.photos.map((photo) => {
        const item = document.createElement("li");
        const picture = document.createElement("img");
        picture.src = photo.thumbnail;
        picture.alt = photo.alternative_text;
        item.append(picture);
        return item;
      }));
      document.querySelectorAll("[data-choose]").forEach((button) => {
        const place = this.photos.findIndex(({ id }) => id === button.dataset.id);
        button.setAttribute("aria-pressed", String(place >= 0));
        button.dataset.place = place >= 0 ? place + 1 : "";
      });
      const count = this.photos.length;
      document.querySelector("[data-basket-says]").textContent = count ? `เลือกแล้ว ${count} ภาพ` : "เลือกภาพตามลำดับที่ต้องการ อย่างน้อย 2 ภาพ";
      document.querySelector("[data-basket-done]").disabled = count < 2;
    },
  };
  if (many) {
    basket.load();
    basket.show();
    document.querySelector("[data-basket-done]").addEventListener("click", () => {
      sessionStorage.removeItem(basket.key);
      if (opener) tell("photos-chosen", basket.photos);
    });
  }
  const choose = (photo) => (many ? basket.toggle(photo) : hand(photo));
  document.querySelectorAll("[data-choose]").forEach((button) => {
    button.addEventListener("click", () => choose(read(button)));
  });
  const fresh = document.querySelector("[data-choose-now]");
  if (fresh) choose(read(fresh));
  document.addEventListener("photos-kept", ({ detail }) => {
    const photos = detail.map((photo) => ({ ...photo, id: String(photo.id), alternative_text: photo.alt }));
    if (many) photos.forEach(choose);
    else if (photos.length) choose(photos[0]);
  });
})();
