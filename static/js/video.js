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
