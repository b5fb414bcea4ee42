// The site settings: shows robots.txt as the chosen policy makes it.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("id_ai_policy");
    const files = document.querySelectorAll(".field-robots_files [data-policy]");
    if (!choice || !files.length) return;
    const show = () => {
      for (const file of files) file.hidden = file.dataset.policy !== choice.value;
    };
    choice.addEventListener("input", show);
    show();
  });
})();
