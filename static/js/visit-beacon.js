// Counts one visit after the article was visible for five seconds. No cookie, no third party.
(() => {
  const url = document.currentScript.dataset.url;
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
