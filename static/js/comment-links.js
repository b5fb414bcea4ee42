// A link to a comment that is on another page of comments (#comment-12) leads to that page.

{
  const { url } = document.currentScript.dataset;
  const follow = () => {
    const id = /^#comment-(\d+)$/.exec(location.hash)?.[1];
    if (id && !document.getElementById(`comment-${id}`)) {
      location.replace(url.replace("/0/", `/${id}/`));
    }
  };
  addEventListener("hashchange", follow);
  follow();
}
