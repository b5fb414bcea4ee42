// Says once that the story was read: after five seconds in sight. No cookie, no name, no third party.
(() => {
  const address = document.currentScript.dataset.read;
  let waiting;
  const tell = () => {
    document.removeEventListener("visibilitychange", wait);
    if (navigator.sendBeacon) navigator.sendBeacon(address);
  };
  const wait = () => {
    clearTimeout(waiting);
    if (document.visibilityState === "visible") waiting = setTimeout(tell, 5000);
  };
  document.addEventListener("visibilitychange", wait);
  wait();
})();
